//! The ids of a file and what they stand for.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::diagnostic::clip;
use crate::knowledge::findings::Findings;
use crate::knowledge::model::{EntityIx, EntryIx};
use crate::knowledge::read::{Record, Spot};
use crate::knowledge::suggest::{nearest, only};

/// What a reference may point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A person or an organisation.
    Actor,
    Organisation,
    Place,
    /// Anything that can be cited, or a gap.
    Entry,
    Any,
}

impl Wanted {
    fn describe(self) -> &'static str {
        match self {
            Self::Actor => "a person or an organisation",
            Self::Organisation => "an organisation",
            Self::Place => "a place",
            Self::Entry => "an entry with a citation, or a gap",
            Self::Any => "an entry, a person, an organisation or a place",
        }
    }

    fn takes(self, target: &Target) -> bool {
        match self {
            Self::Actor => matches!(target.kind, "person" | "organisation"),
            Self::Organisation => target.kind == "organisation",
            Self::Place => target.kind == "place",
            Self::Entry => target.entry.is_some(),
            Self::Any => true,
        }
    }
}

/// What an id stands for.
#[derive(Debug)]
pub(super) struct Target {
    kind: &'static str,
    span: Range<usize>,
    pub(super) entity: Option<EntityIx>,
    pub(super) entry: Option<EntryIx>,
}

/// All ids of a file.
#[derive(Debug)]
pub(super) struct Ids<'a> {
    targets: FxHashMap<&'a str, Target>,
}

/// Is it a person, organisation or place?
pub(super) fn is_entity(record: &Record<'_>) -> bool {
    matches!(record.table.name, "person" | "organisation" | "place")
}

/// Does it become an entry?
pub(super) fn is_entry(record: &Record<'_>) -> bool {
    !is_entity(record) || record.table.name == "person" || record.value("cite").is_some()
}

impl<'a> Ids<'a> {
    /// Numbers the records in file order; an id that stands twice goes to `findings`.
    pub(super) fn collect(records: &'a [Record<'_>], findings: &mut Findings) -> Self {
        let mut targets: FxHashMap<&str, Target> = FxHashMap::default();
        let (mut n_entities, mut n_entries) = (0, 0);
        for record in records {
            let entity = is_entity(record).then_some(EntityIx(n_entities));
            let entry = is_entry(record).then_some(EntryIx(n_entries));
            n_entities += u32::from(entity.is_some());
            n_entries += u32::from(entry.is_some());
            let Some(id) = record.text("id") else { continue };
            if let Some(first) = targets.get(id.text.as_ref()) {
                findings.push(
                    findings
                        .error("K202", format!("the id `{}` is defined twice", id.text), &id.span)
                        .label("again here")
                        .related(findings.place(first.span.clone()), "first here")
                        .help("ids are unique across the file, whatever the kind"),
                );
                continue;
            }
            let target = Target { kind: record.table.name, span: id.span.clone(), entity, entry };
            targets.insert(&id.text, target);
        }
        Self { targets }
    }

    /// What a reference stands for; one that stands for nothing, or for the wrong thing, goes to `findings`.
    pub(super) fn find(&self, key: &str, wanted: Wanted, spot: &Spot<'_>, findings: &mut Findings) -> Option<&Target> {
        let name = spot.text.as_ref();
        match self.targets.get(name) {
            Some(target) if wanted.takes(target) => Some(target),
            Some(target) => {
                let article = if target.kind.starts_with(['a', 'e', 'o']) { "an" } else { "a" };
                let is = format!("`{}` is {article} {}", clip(name, 64), target.kind);
                let message = format!("{is}; `{key}` takes {}", wanted.describe());
                let mut finding = findings
                    .error("K201", message, &spot.span)
                    .related(findings.place(target.span.clone()), "defined here");
                if wanted == Wanted::Entry {
                    finding = finding.help("give it a `cite`, or name an entry that has one");
                }
                findings.push(finding);
                None
            }
            None => {
                let mut finding = if name == "?" {
                    findings
                        .error("K201", format!("`{key}` is still open"), &spot.span)
                        .help(format!("replace the \"?\" of the draft with the id of {}", wanted.describe()))
                } else {
                    findings.error(
                        "K201",
                        format!("`{key}` names `{}`, which nothing defines", clip(name, 64)),
                        &spot.span,
                    )
                };
                let known = || self.targets.iter().filter(|(_, target)| wanted.takes(target)).map(|(id, _)| *id);
                if let Some(meant) = nearest(name, known()) {
                    let there = findings.place(self.targets[meant].span.clone());
                    finding = finding.help(format!("did you mean \"{meant}\"?")).related(there, "this one?");
                    // A reference in `[allow]` is a part of a key.
                    if key != "allow" && only(name, known()) == Some(meant) {
                        finding = finding.fixed_by(findings.place(spot.span.clone()), format!("\"{meant}\""));
                    }
                } else if name != "?" {
                    finding = finding.help(format!("`{key}` takes the id of {}", wanted.describe()));
                }
                findings.push(finding);
                None
            }
        }
    }

    /// The entity that a reference stands for.
    pub(super) fn entity(
        &self,
        key: &str,
        wanted: Wanted,
        spot: Option<&Spot<'_>>,
        findings: &mut Findings,
    ) -> Option<EntityIx> {
        self.find(key, wanted, spot?, findings)?.entity
    }

    /// The entry that a reference stands for.
    pub(super) fn entry(&self, key: &str, spot: &Spot<'_>, findings: &mut Findings) -> Option<EntryIx> {
        self.find(key, Wanted::Entry, spot, findings)?.entry
    }

    /// What the id stands for, without a finding when it is nothing.
    pub(super) fn get(&self, id: &str) -> Option<&Target> {
        self.targets.get(id)
    }
}
