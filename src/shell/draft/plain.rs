//! The plain text of an article that comes as Markdown, HTML or wrapped lines.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Columns for text that is not to be wrapped.
const WIDE: usize = 100_000;
/// Characters of a line from which it may have been broken by a program.
const WRAPPED_MIN_CHARS: usize = 50;
/// What of a page is no part of its article.
const HIDDEN: &str = "nav, header, footer, aside, script, style, form, figure, button, noscript { display: none; }";

/// The text of an article; `extension` is that of its file. Plain text keeps every byte, but for the line breaks of a
/// wrapped paragraph, which become blanks.
pub(super) fn plain(text: String, extension: Option<&str>) -> String {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let start: String = start.chars().take(15).collect::<String>().to_ascii_lowercase();
    let is_page = start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<article");
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("html" | "htm" | "xhtml") => page(&text),
        Some("md" | "markdown") => marked(&text),
        _ if is_page => page(&text),
        _ => unwrapped(text),
    }
}

fn page(html: &str) -> String {
    let bare = || html2text::config::with_decorator(html2text::render::TrivialDecorator::new());
    // The style is our own and sound; were it not, all of the page would be shown.
    let config = bare().add_agent_css(HIDDEN).unwrap_or_else(|_| bare()).allow_width_overflow();
    tidy(&config.string_from_read(html.as_bytes(), WIDE).unwrap_or_default())
}

fn marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_shown = true;
    for event in Parser::new(text) {
        match event {
            Event::Text(text) | Event::Code(text) if is_shown => out.push_str(&text),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak | Event::Rule | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                out.push('\n');
            }
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_)) => is_shown = false,
            Event::End(TagEnd::Image | TagEnd::CodeBlock) => is_shown = true,
            _ => {}
        }
    }
    tidy(&out)
}

/// A paragraph a line, without blank lines and blanks at the ends.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

/// Joins the lines of paragraphs that are parted by blank lines, where a program broke them; no byte moves.
fn unwrapped(text: String) -> String {
    let blocks: Vec<&str> = text.split("\n\n").collect();
    let is_wrapped = |block: &str| {
        let lines: Vec<&str> = block.trim_matches('\n').split('\n').collect();
        let broken = lines[..lines.len() - 1].iter();
        lines.len() > 1
            && broken.clone().all(|line| line.chars().count() >= WRAPPED_MIN_CHARS)
            && broken.filter(|line| !line.trim_end().ends_with(['.', '!', '?', '”', '"', ':'])).count() * 2
                >= lines.len() - 1
    };
    if !blocks.iter().any(|block| is_wrapped(block)) {
        return text;
    }
    let joined: Vec<String> = blocks
        .iter()
        .map(|block| {
            if !is_wrapped(block) {
                return (*block).to_owned();
            }
            let end = block.trim_end_matches('\n').len();
            let start = block.len() - block.trim_start_matches('\n').len();
            format!("{}{}{}", &block[..start], block[start..end].replace('\n', " "), &block[end..])
        })
        .collect();
    joined.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, extension: Option<&str>, expected: &str) {
        assert_eq!(plain(text.to_owned(), extension), expected);
    }

    #[test]
    fn markup_goes_and_words_stay() {
        check(
            "# Shut\n\nThe *bridge* is [shut](x),\nhe said.\n\n- One\n",
            Some("md"),
            "Shut\nThe bridge is shut, he said.\nOne\n",
        );
        let page = "<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><nav>Home</nav><h1>Shut</h1>\
                    <p>The <b>bridge</b> &amp; the\nquay: &ldquo;shut&rdquo;.</p><script>x()</script></body></html>";
        check(page, None, "Shut\nThe bridge & the quay: “shut”.\n");
    }

    #[test]
    fn plain_text_keeps_its_bytes() {
        check("One. <b>\n\nTwo", Some("txt"), "One. <b>\n\nTwo");
        let long = "The bridge that joins the two halves of the old town is\nshut. It will open in May of the year that follows the\nnext.\n\nEnd.\n";
        check(long, None, &long.replacen('\n', " ", 2));
    }
}
