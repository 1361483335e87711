//! The article of a briefing: its file and its fingerprint.

use std::fmt::Write;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Source, clip};
use crate::knowledge::findings::Findings;
use crate::knowledge::limits::ARTICLE_MAX_BYTES;
use crate::knowledge::read::{Record, Spot};

/// Broken citations that are listed.
const BROKEN_MAX: usize = 10;

/// The article that the record names, where it can be had.
pub(super) fn find(
    record: Option<&Record<'_>>,
    find_article: impl FnOnce(&str) -> Result<Arc<Source>, Box<Diagnostic>>,
    findings: &mut Findings,
) -> Option<Arc<Source>> {
    let name = record?.text("text")?;
    let is_beside = !name.text.contains(['/', '\\', ':']) && !name.text.starts_with('.');
    if !is_beside {
        let message = format!("`{}` is not the name of a file beside this one", clip(&name.text, 60));
        findings.push(findings.error("K004", message, &name.span).help("write, for example: text = \"article.txt\""));
        return None;
    }
    match find_article(&name.text) {
        Ok(source) => check_size(source, name, findings),
        Err(mut finding) => {
            let here = findings.place(name.span.clone());
            if finding.place.is_none() {
                finding.place = Some(here);
            } else {
                finding.related.push((here, "it is named here".into()));
            }
            findings.push(*finding);
            None
        }
    }
}

fn check_size(source: Arc<Source>, name: &Spot<'_>, findings: &mut Findings) -> Option<Arc<Source>> {
    if source.text.len() > ARTICLE_MAX_BYTES {
        let message = format!("{} has {} bytes; the limit is {ARTICLE_MAX_BYTES}", source.path, source.text.len());
        findings.push(findings.error("K005", message, &name.span));
        return None;
    }
    if source.text.trim().is_empty() {
        findings.push(findings.error("K010", format!("{} is empty", source.path), &name.span));
        return None;
    }
    Some(source)
}

/// Compares the article with the fingerprint that the editor worked from.
pub(super) fn check_fingerprint(record: &Record<'_>, article: &Source, items: &[Record<'_>], findings: &mut Findings) {
    let Some(written) = record.text("sha256") else { return };
    let is = fingerprint(&article.text);
    let is_hex = written.text.len() == is.len() && written.text.bytes().all(|b| b.is_ascii_hexdigit());
    if !is_hex {
        findings.push(
            findings
                .error("K004", "`sha256` must be 64 hexadecimal digits", &written.span)
                .help(format!("of the article as it is now: sha256 = \"{is}\"")),
        );
    } else if !written.text.eq_ignore_ascii_case(&is) {
        findings.push(changed(article, &is, written, items, findings));
    }
}

fn changed(article: &Source, is: &str, written: &Spot<'_>, items: &[Record<'_>], findings: &Findings) -> Diagnostic {
    let message = format!("{} has changed since this file was made", article.path);
    let mut finding = findings.error("K011", message, &written.span);
    let cites = || items.iter().flat_map(|record| record.list("cite").iter().map(move |cite| (record, cite)));
    let broken: Vec<_> = cites().filter(|(_, cite)| !article.text.contains(cite.text.as_ref())).collect();
    if broken.is_empty() {
        finding = finding.help("no citation broke");
    } else {
        finding = finding.help(format!("{} of {} citations broke:", broken.len(), cites().count()));
    }
    for (record, cite) in broken.iter().take(BROKEN_MAX) {
        let id = record.text("id").map_or("?", |spot| &spot.text);
        let (line, _) = findings.source().line_column(cite.span.start);
        finding = finding.help(format!("  line {line}, {id}: {}", clip(&cite.text, 60)));
    }
    if broken.len() > BROKEN_MAX {
        finding = finding.help(format!("  and {} more", broken.len() - BROKEN_MAX));
    }
    finding.help(format!("when all is as the article has it, write: sha256 = \"{is}\""))
}

/// The SHA-256 of a text, 64 hexadecimal digits in lower case, as `sha256` holds it.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_sha256() {
        assert_eq!(fingerprint("hello world"), "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
    }
}
