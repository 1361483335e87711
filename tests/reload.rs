//! Reloading the real knowledge from real folders: what is told, what is swapped, and who notices.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use briefing_bot::config;
use briefing_bot::engine::{Dialogue, Utterance};
use briefing_bot::render::discord::limits::{BODY_MAX_CHARS, chars};
use briefing_bot::review::changes::{Changes, Fate, Parts};
use briefing_bot::shell::app::{App, Loaded};
use briefing_bot::shell::discord;
use briefing_bot::shell::reload::{By, Outcome, Problem, Report, reload};
use briefing_bot::shell::setup::Origin;
use briefing_bot::shell::{reload, sheet};
use tempfile::TempDir;

/// The shipped knowledge in a folder of its own, and a bot that answers from it.
struct Bench {
    dir: TempDir,
    app: App,
}

const BRIEFING: &str = "ukraine-ceasefire/briefing.toml";
const GOLDEN: &str = "ukraine-ceasefire/questions.jsonl";
const ARTICLE: &str = "ukraine-ceasefire/article.txt";
const LEXICON: &str = "lexicon.toml";

/// An entry that nothing else stands on, with a question of its own.
const MORE: &str = "
[[fact]]
id = \"f-added\"
says = \"The added entry says where the US officials are going.\"
cite = [\"US officials are en route to Moscow\"]
ask = [\"What does the added entry say?\"]
";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        copy(&common::shipped(), dir.path());
        let origin = Origin::Dir(dir.path().to_owned());
        let app = App::new(Loaded::read(origin).unwrap(), config::Discord::default(), config::Limits::default());
        Self { dir, app }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file anew with one stretch of it replaced.
    fn edit(&self, name: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(old), "{old}");
        fs::write(self.path(name), text.replacen(old, new, 1)).unwrap();
    }

    fn append(&self, name: &str, more: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        fs::write(self.path(name), text + more).unwrap();
    }

    fn reload(&self) -> Report {
        reload(&self.app, By::Signal)
    }

    fn ask(&self, question: &str) -> String {
        self.app.knowledge().engine.ask(&Utterance::new(question), &Dialogue::default()).text
    }

    /// Reloads, which must fail and change nothing; gives what stands against the knowledge.
    #[track_caller]
    fn refuse(&self) -> (Vec<Problem>, Report) {
        let before = self.app.knowledge();
        let report = self.reload();
        assert!(Arc::ptr_eq(&before, &self.app.knowledge()), "it was swapped");
        assert_eq!((report.after(), report.before.as_str()), (before.hash.as_str(), before.hash.as_str()));
        let Outcome::Failed(problems) = &report.outcome else { panic!("{report:?}") };
        assert!(!problems.is_empty());
        (problems.clone(), report)
    }
}

/// What a reload says, at the console and in Discord.
fn told(report: &Report) -> [String; 2] {
    let card = discord::report::card(report, None);
    assert!(chars(&card.body) <= BODY_MAX_CHARS);
    [sheet::text(&reload::sheet::sheet(report)), card.body]
}

#[track_caller]
fn swapped(report: &Report) -> (&Changes, &briefing_bot::review::changes::Answers) {
    let Outcome::Swapped { changes, answers, .. } = &report.outcome else { panic!("{report:?}") };
    (changes, answers)
}

fn ids(all: &[&str]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

#[test]
fn a_good_change_answers_at_once_and_is_told() {
    let bench = Bench::new();
    let before = bench.app.knowledge().hash.clone();
    bench.append(BRIEFING, MORE);
    bench.edit(
        BRIEFING,
        "says = \"US officials are en route to Moscow for",
        "says = \"American officials are en route to Moscow for",
    );
    let report = bench.reload();
    let (changes, answers) = swapped(&report);
    let parts = Parts { added: ids(&["f-added"]), changed: ids(&["f-mission"]), ..Parts::default() };
    assert_eq!(changes.briefings.len(), 1);
    assert_eq!((&changes.briefings[0].fate, changes.is_lexicon_changed), (&Fate::Changed(parts), false));
    assert_eq!(report.before, before);
    assert_eq!(report.after(), bench.app.knowledge().hash);
    assert_ne!(report.after(), before);
    assert!(bench.ask("What does the added entry say?").contains("The added entry says"));
    let n_golden = fs::read_to_string(bench.path(GOLDEN)).unwrap().lines().count();
    assert_eq!((answers.n, answers.n_before), (n_golden, n_golden));
    assert!(answers.changed.iter().any(|change| change.new.text.contains("American officials are en route")));
    for told in told(&report) {
        for part in ["Reloaded", before.as_str(), report.after(), "1 added: ", "f-added", "1 changed: ", "f-mission"] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }
}

#[test]
fn broken_knowledge_is_told_with_its_place_and_changes_nothing() {
    type Break = fn(&Bench);
    let cases: [(&str, Break, &str, &str); 6] = [
        ("syntax", |bench| bench.edit(BRIEFING, "[[fact]]", "[[fact]"), "briefing.toml:", "error[K0"),
        (
            "a citation",
            |bench| bench.edit(BRIEFING, "cite = [\"US officials are en route", "cite = [\"US officials were en route"),
            "briefing.toml:",
            "error[K101]",
        ),
        ("an article", |bench| bench.edit(ARTICLE, "Moscow", "Minsk"), "briefing.toml:", "error[K011]"),
        (
            "a lexicon",
            |bench| bench.edit(LEXICON, "format = 1", "format = 1\nnonsense = 2"),
            "lexicon.toml:",
            "error[K001]",
        ),
        ("golden questions", |bench| bench.append(GOLDEN, "{\"id\": 1}\n"), "questions.jsonl:", "error[K701]"),
        (
            "no text",
            |bench| fs::write(bench.path(BRIEFING), b"format = 1\n\xff").unwrap(),
            "briefing.toml:2:1",
            "error[K006]",
        ),
    ];
    for (case, break_it, place, message) in cases {
        let bench = Bench::new();
        let answer = bench.ask("Who is Marco Rubio?");
        break_it(&bench);
        let (problems, report) = bench.refuse();
        let is_told = |problem: &Problem| problem.place.contains(place) && problem.message.contains(message);
        assert!(problems.iter().any(is_told), "{case}: {problems:#?}");
        assert_eq!(bench.ask("Who is Marco Rubio?"), answer);
        for told in told(&report) {
            assert!(
                told.starts_with("Not reloaded: ")
                    && told.contains(place)
                    && told.contains(&bench.app.knowledge().hash),
                "{told}"
            );
        }
        // Mended, it loads again.
        copy(&common::shipped(), bench.dir.path());
        assert!(matches!(bench.reload().outcome, Outcome::Unchanged), "{case}");
    }
}

#[test]
fn a_folder_that_is_gone_changes_nothing() {
    let bench = Bench::new();
    fs::remove_dir_all(bench.path("ukraine-ceasefire")).unwrap();
    assert!(bench.refuse().0[0].message.contains("the folder holds no briefing"));
    fs::remove_dir_all(bench.dir.path()).unwrap();
    assert!(bench.refuse().0[0].message.contains("there is no folder"));
    assert!(bench.ask("Who is Marco Rubio?").contains("Secretary of State"));
}

#[test]
fn where_nothing_changed_nothing_is_done() {
    let bench = Bench::new();
    let before = bench.app.knowledge();
    fs::write(bench.path("ukraine-ceasefire/notes.txt"), "not the bot's").unwrap();
    let report = bench.reload();
    assert!(matches!(report.outcome, Outcome::Unchanged));
    assert!(Arc::ptr_eq(&before, &bench.app.knowledge()));
    assert!(told(&report).iter().all(|told| told.starts_with("Nothing to reload")));

    // A comment is another file, but the same knowledge.
    drop(before);
    bench.append(BRIEFING, "# done\n");
    let report = bench.reload();
    let (changes, answers) = swapped(&report);
    assert!(changes.is_empty() && answers.changed.is_empty() && report.after() != report.before);
    assert!(told(&report).iter().all(|told| told.contains("No entry has changed.")));
}

#[test]
fn golden_questions_that_fail_now_are_named_but_do_not_refuse() {
    let bench = Bench::new();
    bench.append(GOLDEN, "{\"id\":\"kx\",\"q\":\"Which office does Rubio have?\",\"kind\":\"answerable\",\"gold\":[[\"Secretary of State Marco Rubio\"]],\"must_say\":[\"Secretary\"]}\n");
    assert!(swapped(&bench.reload()).1.broken().next().is_none());
    bench.edit(BRIEFING, "role = \"Secretary of State\"", "role = \"minister\"");
    bench.edit(
        BRIEFING,
        "Secretary of State Marco Rubio remarked that the “ball is truly in their [Russia’s] court,”\"]",
        "Marco Rubio remarked that the “ball is truly in their [Russia’s] court,”\"]",
    );
    let report = bench.reload();
    let (_, answers) = swapped(&report);
    let broken: Vec<&str> = answers.broken().map(|change| change.id.as_str()).collect();
    assert!(broken.contains(&"kx"), "{:#?}", answers.changed);
    assert!(answers.n_right_before - answers.n_right <= broken.len() && answers.n_right < answers.n_right_before);
    for told in told(&report) {
        assert!(told.starts_with("Reloaded, but ") && told.contains("Right before, wrong now"), "{told}");
    }
    assert!(bench.ask("Who is Marco Rubio?").contains("minister"), "it is carried out");
}

#[test]
fn briefings_come_and_go_and_a_dialogue_goes_on() {
    let bench = Bench::new();
    let mut dialogue = Dialogue::default();
    let ask = |dialogue: &mut Dialogue, question: &str| {
        let reply = bench.app.knowledge().engine.ask(&Utterance::new(question), dialogue);
        dialogue.remember(&reply);
        reply.text
    };
    // It stands before the other in the order of the ids, so that all numbers of briefings change.
    copy(&common::home().join("tests/briefings/harbour-bridge"), &bench.path("bridge"));
    let report = bench.reload();
    let (changes, answers) = swapped(&report);
    assert_eq!(changes.briefings[0].id, "harbour-bridge");
    assert!(matches!(changes.briefings[0].fate, Fate::Added { n_entries } if n_entries > 10));
    assert!(answers.n > answers.n_before && answers.n_before > 0);
    ask(&mut dialogue, "Who is Hester Quill?");
    ask(&mut dialogue, "Who is Marco Rubio?");

    fs::remove_dir_all(bench.path("bridge")).unwrap();
    let report = bench.reload();
    assert!(matches!(swapped(&report).0.briefings[0].fate, Fate::Removed { .. }));
    assert!(told(&report).iter().all(|told| told.contains(" is gone, ")));
    assert!(ask(&mut dialogue, "What did he say?").contains("ball is"));
}

/// Questions whose answers differ between the two states of the folder, and some that do not.
const QUESTIONS: [&str; 5] = [
    "What does the added entry say?",
    "Where are the US officials going?",
    "Who is Marco Rubio?",
    "How tall is the Eiffel tower?",
    "What did Zelensky say?",
];

#[test]
fn answers_come_whole_from_one_version_while_reloads_go_on() {
    const N_READERS: usize = 8;
    const N_RELOADS: usize = 50;
    const N_EACH: usize = 20_000 / N_READERS;

    let bench = Bench::new();
    let first = fs::read_to_string(bench.path(BRIEFING)).unwrap();
    // The added entry stands first, so that all numbers of entries change.
    let second = first.replacen("[[person]]", &format!("{}\n[[person]]", MORE.trim()), 1).replacen(
        "\"US officials are en route to Moscow for",
        "\"American officials are en route to Moscow for",
        1,
    );
    let good = [first, second];
    let mut expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in good.iter().rev() {
        fs::write(bench.path(BRIEFING), text).unwrap();
        let loaded = Loaded::read(Origin::Dir(bench.dir.path().to_owned())).unwrap();
        let answers = QUESTIONS.map(|question| loaded.engine.ask(&Utterance::new(question), &Dialogue::default()).text);
        expected.insert(loaded.hash, answers.to_vec());
    }
    assert_eq!(expected.len(), 2);
    let texts: Vec<&Vec<String>> = expected.values().collect();
    assert_ne!(texts[0][0], texts[1][0]);
    assert_ne!(texts[0][1], texts[1][1]);

    let n_answered: BTreeMap<&str, AtomicUsize> =
        expected.keys().map(|hash| (hash.as_str(), AtomicUsize::new(0))).collect();
    // Each reload starts together with a share of the questions.
    let start = Barrier::new(N_READERS + 1);
    std::thread::scope(|scope| {
        for reader in 0..N_READERS {
            let (bench, expected, n_answered, start) = (&bench, &expected, &n_answered, &start);
            scope.spawn(move || {
                let mut dialogue = Dialogue::default();
                for n in 0..N_EACH {
                    if n % (N_EACH / N_RELOADS) == 0 {
                        start.wait();
                    }
                    let at = (n + reader) % QUESTIONS.len();
                    let knowledge = bench.app.knowledge();
                    let reply = knowledge.engine.ask(&Utterance::new(QUESTIONS[at]), &Dialogue::default());
                    assert_eq!(reply.text, expected[&knowledge.hash][at], "{}", QUESTIONS[at]);
                    n_answered[knowledge.hash.as_str()].fetch_add(1, Ordering::Relaxed);
                    // The dialogue may hold what another version said.
                    let follow_up = knowledge.engine.ask(&Utterance::new("Who said that?"), &dialogue);
                    assert!(!follow_up.text.is_empty());
                    dialogue.remember(&reply);
                }
            });
        }
        let mut n_swapped = 0;
        for n in 0..N_RELOADS {
            let text = if n % 2 == 0 { good[1 - n / 2 % 2].as_str() } else { "format = 1\n[[fact]\n" };
            fs::write(bench.path(BRIEFING), text).unwrap();
            start.wait();
            match bench.reload().outcome {
                Outcome::Swapped { .. } => n_swapped += 1,
                Outcome::Failed(_) => assert_eq!(n % 2, 1),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(n_swapped, N_RELOADS / 2);
    });
    let counts: Vec<usize> = n_answered.values().map(|n| n.load(Ordering::Relaxed)).collect();
    assert_eq!(counts.iter().sum::<usize>(), N_READERS * N_EACH);
    assert!(counts.iter().all(|n| *n > 0), "{counts:?}");
}
