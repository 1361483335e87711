//! The file: every problem with its place.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::keys::{SECTIONS, Section};
use super::value::{Raw, put};
use super::{Config, mask, nearest};
use crate::diagnostic::{Diagnostic, Place, Source};

/// Characters of an unknown name that are shown: a longer one may be a token in the wrong place.
const SHOWN_MAX_CHARS: usize = 24;

/// Reads a file into `config` and returns what is wrong with it.
pub(super) fn read(file: &Source, config: &mut Config) -> Vec<Diagnostic> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let shown = Arc::new(Source { path: file.path.clone(), text: mask::mask(&file.text) });
    let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
    let mut reader = Reader { shown, folder, config, found: Vec::new() };
    for error in errors {
        let span = error.span().unwrap_or_default();
        reader.refuse("C001", format!("this is not TOML: {}", error.message()), span);
    }
    // What a recovering parser makes of a broken file would only be confusing.
    if reader.found.is_empty() {
        reader.sections(table.get_ref());
    }
    reader.found
}

/// Where a key stands in a file, for what is wrong with it beside others.
pub(super) fn place(file: &Source, section: &str, key: &str) -> Option<Place> {
    let (table, _) = DeTable::parse_recoverable(&file.text);
    let span = table.get_ref().get(section)?.get_ref().as_table()?.get(key)?.span();
    let shown = Source { path: file.path.clone(), text: mask::mask(&file.text) };
    Some(Place::new(&Arc::new(shown), span))
}

struct Reader<'a> {
    shown: Arc<Source>,
    folder: &'a Path,
    config: &'a mut Config,
    found: Vec<Diagnostic>,
}

type Name<'i> = Spanned<DeString<'i>>;
type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn refuse(&mut self, code: &'static str, message: String, span: Range<usize>) {
        self.found.push(Diagnostic::error(code, message, Place::new(&self.shown, span)));
    }

    fn help(&mut self, help: String) {
        if let Some(last) = self.found.last_mut() {
            last.help.push(help);
        }
    }

    fn sections(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let Some(section) = SECTIONS.iter().find(|section| section.name == name.get_ref()) else {
                self.unknown("section", name, &SECTIONS.map(|section| section.name));
                continue;
            };
            let Some(keys) = value.get_ref().as_table() else {
                let got = value.get_ref().type_str();
                self.refuse("C003", format!("`{}` must be a table, not {got}", section.name), value.span());
                continue;
            };
            for (key, value) in keys {
                self.key(section, key, value);
            }
            match section.name {
                "discord" => self.one_of("token", "token_file", keys),
                "store" => self.one_of("url", "url_file", keys),
                _ => {}
            }
        }
    }

    fn key(&mut self, section: &Section, name: &Name<'_>, value: &Value<'_>) {
        let Some(key) = section.keys.iter().find(|key| key.name == name.get_ref()) else {
            let known: Vec<&str> = section.keys.iter().map(|key| key.name).collect();
            self.unknown(&format!("key in [{}]", section.name), name, &known);
            return;
        };
        if let Err(wrong) = put(self.config, key.kind, &raw(value.get_ref()), self.folder) {
            self.refuse("C003", format!("`{}.{}` {}", section.name, key.name, wrong.message), value.span());
            wrong.help.into_iter().for_each(|help| self.help(help));
        }
    }

    fn one_of(&mut self, secret: &str, file: &str, keys: &DeTable<'_>) {
        if let (Some(_), Some((name, _))) = (keys.get(secret), keys.get_key_value(file)) {
            self.refuse("C004", format!("both `{secret}` and `{file}` are set"), name.span());
            self.help("keep one of them".to_owned());
        }
    }

    fn unknown(&mut self, what: &str, name: &Name<'_>, known: &[&str]) {
        let given: &str = name.get_ref();
        let shown: String = given.chars().take(SHOWN_MAX_CHARS).collect();
        self.refuse("C002", format!("unknown {what}: `{shown}`"), name.span());
        let list = || known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        self.help(match nearest(given, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {}", list()),
        });
    }
}

fn raw<'v>(value: &'v DeValue<'_>) -> Raw<'v> {
    match value {
        DeValue::String(text) => Raw::Text(text),
        DeValue::Integer(n) => Raw::Whole(u64::from_str_radix(n.as_str(), n.radix()).ok()),
        DeValue::Boolean(flag) => Raw::Flag(*flag),
        DeValue::Array(items) => Raw::List(items.iter().map(|item| raw(item.get_ref())).collect()),
        DeValue::Table(fields) => {
            Raw::Table(fields.iter().map(|(name, value)| (&**name.get_ref(), raw(value.get_ref()))).collect())
        }
        other => Raw::Other(other.type_str()),
    }
}
