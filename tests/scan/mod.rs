//! As much of Rust's grammar as the rules of the house need: code without comments, strings and tests; use trees.

use std::path::PathBuf;

/// A source file; its path is relative to `src/`.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// The code of a file: comments and string contents left out, and all from its tests on.
pub(crate) fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(inner) = rest.strip_prefix("/*") {
            inner.find("*/").map_or(rest.len(), |end| end + 4)
        } else if let Some(hashes) = raw_string(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = hashes + 2;
            rest[open..].find(&close).map_or(rest.len(), |end| open + end + close.len())
        } else if c == '"' {
            code.push_str("\"\"");
            string_end(rest)
        } else if let Some(length) = char_literal(rest) {
            length
        } else {
            code.push(c);
            c.len_utf8()
        };
        rest = &rest[skipped..];
    }
    code
}

fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

fn string_end(text: &str) -> usize {
    let mut is_escaped = true;
    for (at, c) in text.char_indices() {
        if c == '"' && !is_escaped {
            return at + 1;
        }
        is_escaped = at == 0 || (c == '\\' && !is_escaped);
        if at == 0 {
            is_escaped = false;
        }
    }
    text.len()
}

/// `'x'` or `'\n'`, but no lifetime.
fn char_literal(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    if inner.starts_with('\\') {
        return inner[2..].find('\'').map(|end| end + 4);
    }
    let first = inner.chars().next()?;
    inner[first.len_utf8()..].starts_with('\'').then_some(first.len_utf8() + 2)
}

/// Paths from the crate's root that a file names, two segments of each: `knowledge::model`.
pub(crate) fn crate_paths(source: &Source) -> Vec<String> {
    let code = code(&source.text);
    let mut module: Vec<String> =
        source.path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib" || last == "main") {
        module.pop();
    }
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::").filter(|(at, _)| starts_word(&code, *at)) {
        tree(&code[at + "crate::".len()..], &[], &mut found);
    }
    // Chains of `super` count from the module; `self::super` is nobody's habit.
    for (at, _) in
        code.match_indices("super::").filter(|(at, _)| starts_word(&code, *at) && !code[..*at].ends_with("::"))
    {
        let mut rest = &code[at..];
        let mut base = module.clone();
        while let Some(after) = rest.strip_prefix("super::") {
            base.pop();
            rest = after;
        }
        // Still inside a room: only what climbs to the root can leave it.
        if base.is_empty() {
            tree(rest, &base, &mut found);
        }
    }
    found.into_iter().map(|path| path.into_iter().take(2).collect::<Vec<_>>().join("::")).collect()
}

fn starts_word(code: &str, at: usize) -> bool {
    !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$')
}

/// Reads a use tree, or a plain path, and adds its full paths; gives what stands after it.
fn tree<'c>(text: &'c str, base: &[String], found: &mut Vec<Vec<String>>) -> &'c str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start().trim_start_matches(',').trim_start();
            if rest.is_empty() || rest.starts_with('}') {
                return rest.strip_prefix('}').unwrap_or(rest);
            }
            let after = tree(rest, base, found);
            // Whatever is not understood is stepped over: `as` names, for example.
            rest =
                if after.len() == rest.len() { &rest[rest.chars().next().map_or(0, char::len_utf8)..] } else { after };
        }
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '*')).unwrap_or(text.len());
    if end == 0 {
        return text;
    }
    let mut path = base.to_vec();
    path.push(text[..end].to_owned());
    match text[end..].strip_prefix("::") {
        Some(rest) if rest.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '{' || c == '*') => {
            tree(rest, &path, found)
        }
        _ => {
            found.push(path);
            let rest = &text[end..];
            rest.strip_prefix(" as ")
                .map_or(rest, |renamed| renamed.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
        }
    }
}

/// Code with the paths of grouped imports of `std` written out below it.
pub(crate) fn spell_out(code: &str) -> String {
    let mut spelt = code.to_owned();
    for (at, _) in code.match_indices("std::{").filter(|(at, _)| starts_word(code, *at)) {
        let mut found = Vec::new();
        tree(&code[at + "std::".len()..], &["std".to_owned()], &mut found);
        for path in found {
            spelt.push('\n');
            spelt.push_str(&path.join("::"));
        }
    }
    spelt
}

/// Does code mention this word, path or macro, not as a part of a longer word?
pub(crate) fn mentions(code: &str, wanted: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(wanted).any(|(at, _)| {
        let starts = !wanted.starts_with(is_word) || !code[..at].ends_with(is_word);
        let ends = !wanted.ends_with(is_word)
            || wanted.starts_with("Atomic")
            || !code[at + wanted.len()..].starts_with(is_word);
        starts && ends
    })
}
