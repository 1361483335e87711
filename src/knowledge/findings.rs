//! All that is wrong with one file, collected.

use std::ops::Range;
use std::sync::Arc;

use super::limits::FINDINGS_MAX;
use crate::diagnostic::{Diagnostic, Place, Severity, Source};

/// The findings about one file so far.
#[derive(Debug)]
pub(super) struct Findings {
    source: Arc<Source>,
    list: Vec<Diagnostic>,
    n_left_out: usize,
    has_errors: bool,
}

impl Findings {
    /// None so far.
    pub(super) fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), list: Vec::new(), n_left_out: 0, has_errors: false }
    }

    /// The file.
    pub(super) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// A stretch of the file.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place::new(&self.source, span)
    }

    /// An error at a stretch of the file, to be completed and pushed.
    pub(super) fn error(&self, code: &'static str, message: impl Into<String>, span: &Range<usize>) -> Diagnostic {
        Diagnostic::error(code, message, self.place(span.clone()))
    }

    /// A doubt at a stretch of the file, with which it loads.
    pub(super) fn warning(&self, code: &'static str, message: impl Into<String>, span: &Range<usize>) -> Diagnostic {
        Diagnostic::at(code, Severity::Warning, message, self.place(span.clone()))
    }

    /// Adds a finding.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        self.has_errors |= finding.is_error();
        if self.list.len() < FINDINGS_MAX {
            self.list.push(finding);
        } else {
            self.n_left_out += 1;
        }
    }

    /// Is anything so wrong that the file is refused?
    pub(super) fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// How many there are so far.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Those from number `from` on are about this entry or entity.
    pub(super) fn attribute(&mut self, from: usize, id: &str) {
        for finding in self.list.iter_mut().skip(from) {
            finding.entry.get_or_insert_with(|| id.into());
        }
    }

    /// The findings in the order of their places; those about other files come first.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        let source = Arc::clone(&self.source);
        self.list.sort_by_key(|finding| match &finding.place {
            Some(place) if place.source.path == source.path => (1, place.span.start),
            _ => (0, 0),
        });
        if self.n_left_out > 0 {
            let message = format!("{} more findings are left out", self.n_left_out);
            self.list.push(Diagnostic::file("K005", message, source.path.clone()).help("mend these first"));
        }
        self.list
    }
}
