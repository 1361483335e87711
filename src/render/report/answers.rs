//! The golden questions and their answers, those that want a look first.

use super::markup::Html;
use super::{Answer, Change, Section, wording};
use crate::knowledge::golden::GoldenKind;

/// The golden answers of a briefing; nothing where it has no golden questions.
pub(super) fn answers(at: usize, section: &Section<'_>, out: &mut Html) {
    if section.answers.is_empty() {
        return;
    }
    out.push(&format!("<h3 id=\"b{at}-golden\">{}</h3>", wording::GOLDEN));
    let count = |wanted| section.answers.iter().filter(|one| one.change == wanted).count();
    let changes = [Change::Mended, Change::Broken, Change::Reworded, Change::Added].map(count);
    out.element("p", "changes", &wording::changes(changes, section.n_gone));
    let is_quiet = |one: &Answer<'_>| one.is_right && one.change == Change::None;
    section.answers.iter().filter(|one| !is_quiet(one)).for_each(|one| answer(one, out));
    let n_quiet = section.answers.iter().filter(|one| is_quiet(one)).count();
    if n_quiet > 0 {
        out.push(&format!("<details><summary>{}</summary>", wording::quiet(n_quiet)));
        section.answers.iter().filter(|one| is_quiet(one)).for_each(|one| answer(one, out));
        out.push("</details>");
    }
}

fn answer(one: &Answer<'_>, out: &mut Html) {
    out.push(if one.is_right { "<article class=\"answer\">" } else { "<article class=\"answer wrong\">" });
    let verdict = if one.is_right { wording::RIGHT } else { wording::WRONG };
    let change = wording::change(one.change);
    out.element("h4", "", &format!("{verdict}{change} — {}", one.golden.q));
    for earlier in &one.golden.context {
        out.element("p", "detail", &format!("{}: {earlier}", wording::AFTER));
    }
    out.element("p", "", &format!("{}: {}", wording::ANSWERED, one.text));
    for cited in &one.cited {
        out.element("blockquote", "", cited);
    }
    if !one.is_right {
        out.element("p", "", &format!("{}: {}", wording::EXPECTED, expected(one)));
        out.element("p", "detail", &one.why);
    }
    out.push("</article>");
}

fn expected(one: &Answer<'_>) -> String {
    let mut all = vec![wording::expected(one.golden.kind).to_owned()];
    if one.golden.kind != GoldenKind::Unanswerable {
        all.extend(one.golden.gold.iter().map(|group| wording::either(group)));
        all.extend(one.golden.must_say.iter().map(|words| wording::must_say(words)));
    }
    all.extend(one.golden.must_not_say.iter().map(|words| wording::must_not_say(words)));
    all.join("; ")
}
