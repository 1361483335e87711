//! Diagnostics as `rustc` draws them: the line, the marked stretch, the related places, what to do.

mod excerpt;

use std::fmt::Write;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Place, Severity, clip};
use excerpt::Excerpt;

/// Characters of a message or a line of help.
const LINE_MAX_CHARS: usize = 1200;
/// Findings that are drawn; the summary counts all.
const DRAWN_MAX: usize = 100;

/// Draws findings, one after the other, each followed by a blank line; and a summary of all of them at the end.
/// `is_coloured` puts ANSI colours in.
#[must_use]
pub fn diagnostics(findings: &[Diagnostic], is_coloured: bool) -> String {
    let mut drawn = String::new();
    for finding in findings.iter().take(DRAWN_MAX) {
        drawn.push_str(&diagnostic(finding, is_coloured));
        drawn.push_str("\n\n");
    }
    if findings.len() > DRAWN_MAX {
        // Writing to a string cannot fail.
        let _ = write!(drawn, "… and {} more findings\n\n", findings.len() - DRAWN_MAX);
    }
    drawn.push_str(&summary(findings));
    drawn.push('\n');
    drawn
}

/// Draws one finding, without a line break at the end.
#[must_use]
pub fn diagnostic(finding: &Diagnostic, is_coloured: bool) -> String {
    let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() };
    let level = match finding.severity {
        Severity::Info => Level::INFO,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let mut group =
        level.primary_title(clip(&finding.message, LINE_MAX_CHARS)).id(finding.code).elements(Vec::<Origin<'_>>::new());
    if let Some(place) = &finding.place {
        group = draw(group, place, AnnotationKind::Primary, &finding.label);
    } else if let Some(path) = &finding.path {
        group = group.element(Origin::path(clip(path, LINE_MAX_CHARS)));
    }
    let mut groups = Vec::new();
    let same_file = |place: &Place| finding.place.as_ref().is_some_and(|first| first.source.path == place.source.path);
    for (place, label) in finding.related.iter().filter(|(place, _)| same_file(place)) {
        group = draw(group, place, AnnotationKind::Context, label);
    }
    for help in &finding.help {
        group = group.element(Level::HELP.message(clip(help, LINE_MAX_CHARS)));
    }
    groups.push(group);
    for (place, label) in finding.related.iter().filter(|(place, _)| !same_file(place)) {
        let title = Level::NOTE.secondary_title(clip(label, LINE_MAX_CHARS));
        groups.push(draw(Group::with_title(title), place, AnnotationKind::Primary, ""));
    }
    renderer.decor_style(DecorStyle::Ascii).render(&groups)
}

fn draw<'a>(group: Group<'a>, place: &Place, kind: AnnotationKind, label: &str) -> Group<'a> {
    let Excerpt { line, column, text, spans, is_cut_left } = Excerpt::new(&place.source.text, &place.span);
    let path = clip(&place.source.path, LINE_MAX_CHARS);
    let mut snippet = Snippet::source(text).line_start(line);
    for (at, span) in spans.into_iter().enumerate() {
        let annotation = kind.span(span);
        let label = (at == 0 && !label.is_empty()).then(|| clip(label, LINE_MAX_CHARS));
        snippet = snippet.annotation(annotation.label(label));
    }
    if is_cut_left {
        // The column in the excerpt is not that in the file.
        group.element(Origin::path(path).line(line).char_column(column)).element(snippet)
    } else {
        group.element(snippet.path(path))
    }
}

/// How much was found, and in how many files: "2 errors, 1 warning in briefing.toml".
#[must_use]
pub fn summary(findings: &[Diagnostic]) -> String {
    if findings.is_empty() {
        return "no findings".into();
    }
    let counts: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note")]
        .into_iter()
        .map(|(severity, name)| (findings.iter().filter(|finding| finding.severity == severity).count(), name))
        .filter(|(n, _)| *n > 0)
        .map(|(n, name)| format!("{n} {name}{}", if n == 1 { "" } else { "s" }))
        .collect();
    let mut paths: Vec<&str> = findings
        .iter()
        .filter_map(|finding| {
            finding.place.as_ref().map(|place| place.source.path.as_str()).or(finding.path.as_deref())
        })
        .collect();
    paths.sort_unstable();
    paths.dedup();
    match paths[..] {
        [] => counts.join(", "),
        [path] => format!("{} in {}", counts.join(", "), clip(path, LINE_MAX_CHARS)),
        _ => format!("{} in {} files", counts.join(", "), paths.len()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;

    fn place(path: &str, text: &str, marked: &str) -> Place {
        let start = text.find(marked).unwrap();
        Place::new(&Arc::new(Source::new(path, text)), start..start + marked.len())
    }

    #[test]
    fn draws_place_label_help_and_related_places() {
        let toml = "id = \"a\"\ncite = [\"the old bridge\"]\n";
        let finding = Diagnostic::error("K101", "not verbatim", place("b.toml", toml, "\"the old bridge\""))
            .label("here")
            .related(place("b.toml", toml, "\"a\""), "defined here")
            .related(place("article.txt", "One.\nIt is the new bridge.\n", "the new bridge"), "nearest passage")
            .help("copy it");
        let drawn = diagnostic(&finding, false);
        let expected = "\
error[K101]: not verbatim
 --> b.toml:2:9
  |
2 | cite = [\"the old bridge\"]
  |         ^^^^^^^^^^^^^^^^ here
  |
 ::: b.toml:1:6
  |
1 | id = \"a\"
  |      --- defined here
  |
  = help: copy it
note: nearest passage
 --> article.txt:2:7
  |
2 | It is the new bridge.
  |       ^^^^^^^^^^^^^^";
        assert_eq!(drawn, expected, "\n{drawn}");
        assert!(diagnostic(&finding, true).contains("\u{1b}["));
        assert!(!drawn.contains('\u{1b}'));
    }

    #[test]
    fn a_finding_without_a_place_names_the_file() {
        let drawn = diagnostic(&Diagnostic::file("K010", "cannot be read", "a/article.txt").help("write it"), false);
        assert!(drawn.contains("error[K010]: cannot be read") && drawn.contains("a/article.txt"), "{drawn}");
        assert!(drawn.contains("help: write it"), "{drawn}");
    }

    #[test]
    fn hostile_lines_do_not_flood_the_terminal() {
        let long = format!("{}MARK{}", "x\u{7}y\u{1b}[31m“".repeat(100_000), "z".repeat(500_000));
        let finding = Diagnostic::error("K001", long.clone(), place("a.toml", &long, "MARK")).help(long.clone());
        let drawn = diagnostic(&finding, false);
        assert!(drawn.chars().count() < 6_000, "{}", drawn.chars().count());
        assert!(drawn.contains("MARK") && !drawn.contains('\u{1b}') && drawn.contains("a.toml:1:"), "{drawn}");
        let deep = "x\n".repeat(1_000_000);
        let source = Arc::new(Source::new("b.toml", deep.as_str()));
        let finding = Diagnostic::error("K001", "m", Place::new(&source, 0..deep.len()));
        assert!(diagnostic(&finding, false).lines().count() < 20);
    }

    #[test]
    fn summaries_count() {
        let error = Diagnostic::file("K010", "m", "a");
        let warning = Diagnostic { severity: Severity::Warning, ..error.clone() };
        assert_eq!(summary(&[error.clone(), warning.clone(), error.clone()]), "2 errors, 1 warning in a");
        assert_eq!(
            summary(&[error, Diagnostic { path: Some("b".into()), ..warning }]),
            "1 error, 1 warning in 2 files"
        );
        assert_eq!(summary(&[]), "no findings");
    }

    proptest::proptest! {
        #[test]
        fn any_text_and_span_can_be_drawn(text in "(?s).{0,60}", start in 0_usize..200, length in 0_usize..200) {
            let source = Arc::new(Source::new("a", text));
            let finding = Diagnostic::error("K001", "m", Place::new(&source, start..start + length));
            let _ = diagnostics(&[finding], false);
        }
    }
}
