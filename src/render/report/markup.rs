//! Text as HTML, escaped.

use crate::render::neutral::neutral;

/// Text made harmless for HTML, between tags and in attributes in double quotes. Control characters show as stand-ins,
/// direction marks are left out.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in neutral(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// A page as it grows.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Markup as it is.
    pub(super) fn push(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        self.0.push_str(&html(text));
    }

    /// An element with a text; no class where that is empty.
    pub(super) fn element(&mut self, tag: &str, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.push(&format!("<{tag}{class} dir=\"auto\">"));
        self.text(text);
        self.push(&format!("</{tag}>"));
    }

    /// The whole.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}
