//! What the thresholds do: asks every golden question of the repository under other values of them, and writes
//! `docs/thresholds.svg` and the table in `docs/MATCHING.md` anew.
//!
//! Run it by `cargo run --example thresholds` after a weight has moved.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for those who work on the repository")]

mod plot;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use briefing_bot::answer::weights::Weights;
use briefing_bot::diagnostic::Source;
use briefing_bot::engine::Engine;
use briefing_bot::knowledge::golden::{self, Golden};
use briefing_bot::knowledge::library::Library;
use briefing_bot::knowledge::{draft, load};
use briefing_bot::review::golden::{Examiner, Row, Tally};
use briefing_bot::review::judge::{Expected, Verdict};
use briefing_bot::shell::files;

use plot::{Panel, Point};

/// Where the table stands in the document.
const MARKS: [&str; 2] = ["<!-- thresholds: begin -->\n", "<!-- thresholds: end -->\n"];
/// How far a threshold is moved for the table.
const STEP: f32 = 0.1;

/// A threshold: its name, and how it is moved.
type Threshold = (&'static str, fn(&mut Weights) -> &mut f32);

const ANSWER_MIN: Threshold = ("answer_min", |w| &mut w.answer_min);
const THRESHOLDS: [Threshold; 6] = [
    ANSWER_MIN,
    ("gap_min", |w| &mut w.gap_min),
    ("premise_min", |w| &mut w.premise_min),
    ("part_min", |w| &mut w.part_min),
    ("theirs_min", |w| &mut w.theirs_min),
    ("statement_min", |w| &mut w.statement_min),
];

/// Libraries, each with the questions that are asked of it.
struct Set {
    name: &'static str,
    asked: Vec<(Library, Vec<Golden>)>,
}

impl Set {
    fn of_folder(name: &'static str, folder: &Path) -> Self {
        let library = files::read_library(folder).unwrap();
        Self { name, asked: vec![(library, files::read_golden(folder).unwrap())] }
    }

    /// Each article of a folder as a draft that no editor has read.
    fn of_drafts(name: &'static str, folder: &Path) -> Self {
        let articles = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut articles: Vec<PathBuf> = articles.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
        articles.sort();
        Self { name, asked: articles.iter().map(|path| drafted(path)).collect() }
    }

    /// How the questions fare under these weights.
    fn tally(&self, weights: Weights) -> Tally {
        let mut tally = Tally::default();
        for (library, questions) in &self.asked {
            let copy = Library { briefings: library.briefings.clone(), lexicon: library.lexicon.clone() };
            let engine = Engine::with_weights(copy, weights);
            let examiner = Examiner::new(&engine, None);
            for question in questions {
                let expected = Expected {
                    kind: question.kind.as_str(),
                    gold: &question.gold,
                    must_say: &question.must_say,
                    must_not_say: &question.must_not_say,
                };
                let row = Row { id: &question.id, context: &question.context, q: &question.q, expected };
                tally.add(&examiner.examine(row));
            }
        }
        tally
    }

    /// Right, wrong, missed and false answers, as a cell of the table.
    fn cell(&self, weights: Weights) -> String {
        let tally = self.tally(weights);
        [Verdict::Right, Verdict::Wrong, Verdict::Missed, Verdict::FalseAnswer]
            .map(|verdict| tally.count(verdict).to_string())
            .join(" / ")
    }

    /// The verdicts over the values of a threshold.
    fn panel(&self, (name, of): Threshold) -> Panel {
        let at = |value: f32| {
            let mut weights = Weights::default();
            *of(&mut weights) = value;
            let tally = self.tally(weights);
            let share = |verdict| tally.count(verdict) as f64 / tally.n().max(1) as f64;
            Point { at: f64::from(value), shares: Verdict::ALL.map(share) }
        };
        let n = self.asked.iter().map(|(_, questions)| questions.len()).sum();
        Panel {
            title: self.name,
            threshold: name,
            n,
            now: f64::from(*of(&mut Weights::default())),
            points: (0..=40u8).map(|step| at(f32::from(step) / 40.0)).collect(),
        }
    }
}

fn drafted(path: &Path) -> (Library, Vec<Golden>) {
    let article = fs::read_to_string(path).unwrap();
    let rows = path.with_extension("questions.jsonl");
    let rows = Source::new(rows.display().to_string(), fs::read_to_string(&rows).unwrap());
    let head = draft::Head { id: "fresh".into(), file: "article.txt".into(), ..draft::Head::default() };
    let toml = draft::briefing(&article, &draft::draft(&article), &head);
    let source = Arc::new(Source::new("article.txt", article));
    let briefing = load::briefing(&Arc::new(Source::new("briefing.toml", toml)), |_| Ok(source)).unwrap();
    let library = Library { briefings: vec![Arc::new(briefing)], lexicon: files::built_in().lexicon.clone() };
    (library, golden::questions(&Arc::new(rows)).unwrap())
}

/// How each set fares with each threshold a step down and a step up; a threshold that changes nothing is only named.
fn table(sets: &[Set]) -> String {
    let cells = |weights| {
        let cells: Vec<String> = sets.iter().map(|set| set.cell(weights)).collect();
        cells.join(" | ")
    };
    let row = |name: &str, value: &str, cells: &str| format!("| {name} | {value} | {cells} |\n");
    let mut out = String::from("| threshold | value |");
    for set in sets {
        write!(out, " {} |", set.name).unwrap();
    }
    out.extend(["\n|---|---|", &"---|".repeat(sets.len()), "\n"]);
    let plain = cells(Weights::default());
    out += &row("all as they are", "", &plain);
    let mut unmoved = Vec::new();
    for (name, of) in THRESHOLDS {
        let now = *of(&mut Weights::default());
        let moved = [now - STEP, now + STEP].map(|value| {
            let value = value.clamp(0.0, 1.0);
            let mut weights = Weights::default();
            *of(&mut weights) = value;
            (format!("{now:.2} → {value:.2}"), cells(weights))
        });
        if moved.iter().all(|(_, cells)| *cells == plain) {
            unmoved.push(format!("`{name}`"));
        } else {
            for (value, cells) in &moved {
                out += &row(&format!("`{name}`"), value, cells);
            }
        }
    }
    if !unmoved.is_empty() {
        writeln!(out, "\nMoved by {STEP} either way, these change none of the figures: {}.", unmoved.join(", "))
            .unwrap();
    }
    out
}

fn main() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sets = [
        Set::of_folder("shipped briefing", &home.join("knowledge/ukraine-ceasefire")),
        Set::of_folder("harbour bridge", &home.join("tests/briefings/harbour-bridge")),
        Set::of_drafts("fresh drafts", &home.join("tests/articles")),
    ];
    let panels = [sets[0].panel(ANSWER_MIN), sets[1].panel(ANSWER_MIN), sets[2].panel(ANSWER_MIN)];
    fs::write(home.join("docs/thresholds.svg"), plot::svg(&panels)).unwrap();
    let path = home.join("docs/MATCHING.md");
    let document = fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(MARKS[0]).unwrap();
    let (_, after) = rest.split_once(MARKS[1]).unwrap();
    let [begin, end] = MARKS;
    fs::write(&path, [before, begin, &table(&sets), end, after].concat()).unwrap();
    println!("docs/thresholds.svg and the table in docs/MATCHING.md are new");
}
