//! Puts drafted entries into an editor's file, each behind the last of its kind; the editor's lines stay as they are.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TomlError};

/// The byte order mark that some editors put first.
const MARK: char = '\u{feff}';

/// The file `old` with the tables of `added`.
///
/// A kind that the file does not have yet goes to its end. Line ends stay what they are where they are all alike.
///
/// # Errors
/// A text that is no TOML.
///
/// # Examples
/// ```
/// use briefing_bot::knowledge::draft::merged;
///
/// let old = "[[quote]]\nid = 'a' # mine\n\n# Facts\n[[fact]]\nid = 'b'\n";
/// let new = merged(old, "\n[[quote]]\nid = \"c\"\n").unwrap();
/// assert_eq!(new, "[[quote]]\nid = 'a' # mine\n\n[[quote]]\nid = \"c\"\n\n# Facts\n[[fact]]\nid = 'b'\n");
/// ```
pub fn merged(old: &str, added: &str) -> Result<String, TomlError> {
    let text = old.strip_prefix(MARK);
    let is_marked = text.is_some();
    let text = text.unwrap_or(old);
    let is_crlf = text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
    let plain = if is_crlf { text.replace("\r\n", "\n") } else { text.to_owned() };
    let mut file: DocumentMut = plain.parse()?;
    let end = last_position(file.as_table()) + 1;
    for (kind, item) in added.parse::<DocumentMut>()?.into_table() {
        let Item::ArrayOfTables(tables) = item else { continue };
        match file.entry(&kind).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new())) {
            Item::ArrayOfTables(own) => {
                let is_new = own.is_empty();
                for mut table in tables {
                    // Without a position of its own, a table stands behind the one before it.
                    table.set_position(is_new.then_some(end));
                    own.push(table);
                }
            }
            // `quote = [{ … }]`: one list, in which they are lines.
            Item::Value(toml_edit::Value::Array(own)) => {
                for mut table in tables {
                    table.decor_mut().clear();
                    let mut row = table.into_inline_table();
                    row.fmt();
                    row.decor_mut().set_prefix("\n  ");
                    own.push_formatted(row.into());
                }
            }
            _ => {}
        }
    }
    let new = file.to_string();
    let new = if is_crlf { new.replace('\n', "\r\n") } else { new };
    Ok(if is_marked { format!("{MARK}{new}") } else { new })
}

fn last_position(table: &Table) -> isize {
    let below = table.iter().map(|(_, item)| match item {
        Item::Table(one) => last_position(one),
        Item::ArrayOfTables(many) => many.iter().map(last_position).max().unwrap_or(0),
        _ => 0,
    });
    below.max().unwrap_or(0).max(table.position().unwrap_or(0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    const OLD: &str = "# My file\nformat = 1 # one\n\n[briefing]\nid   =  'a'\n\n# ---- Quotes ----\n[[quote]]\nid = \"q\"\n\
                       cite = [\n  \"one\",   # first\n  \"two\",\n]\n\n\n# odd order\n[[fact]]\nid = \"f\" \n\n[[quote]]\n\
                       id = \"r\"\nnote = '''\nas it\n  is'''\n\n# ---- People ----\n[[person]]\nid = \"p\"\n# the end";
    const ADDED: &str = "\n# draft: high\n[[quote]]\nid = \"n\"\n\n[[claim]]\nid = \"c\"\n\n[[fact]]\nid = \"g\"\n\n[[fact]]\nid = \"h\"\n";

    /// Every line of the old file, in order, and how many there are beside them.
    #[track_caller]
    fn check_kept(old: &str, new: &str) -> usize {
        let mut lines = new.split_inclusive('\n');
        for line in old.split_inclusive('\n') {
            assert!(
                lines.any(|other| other.trim_end_matches('\n') == line.trim_end_matches('\n')),
                "{line:?} in {new}"
            );
        }
        new.lines().count() - old.lines().count()
    }

    fn ids(text: &str) -> Vec<&str> {
        text.lines().filter_map(|line| line.strip_prefix("id = \"")?.trim_end().strip_suffix('"')).collect()
    }

    #[test]
    fn each_joins_its_kind_and_every_line_survives() {
        let new = merged(OLD, ADDED).unwrap();
        assert_eq!(check_kept(OLD, &new), 13, "{new}");
        assert_eq!(ids(&new), ["q", "f", "g", "h", "r", "n", "p", "c"], "{new}");
        assert!(new.contains("  is'''\n\n# draft: high\n[[quote]]\nid = \"n\"\n\n# ---- People ----\n"), "{new}");
        assert!(new.parse::<DocumentMut>().is_ok());
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_stay() {
        let old = format!("{MARK}{}", OLD.replace('\n', "\r\n"));
        let new = merged(&old, ADDED).unwrap();
        assert!(new.starts_with(MARK) && !new.replace("\r\n", "").contains('\n'), "{new:?}");
        check_kept(&old, &new);
    }

    #[test]
    fn a_list_in_one_line_gets_more() {
        let new = merged("quote = [{ id = \"q\" }]\n", "\n[[quote]]\nid = \"n\"\ncite = [\"x\"]\n").unwrap();
        let file: DocumentMut = new.parse().unwrap();
        assert_eq!(file["quote"].as_array().map(toml_edit::Array::len), Some(2), "{new}");
        assert!(new.starts_with("quote = [{ id = \"q\" },") && merged("quote = 1 x", "").is_err());
    }
}
