//! Drafts of made-up articles: quotations and speakers against gold that was written by reading, and the command.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use briefing_bot::knowledge::draft::{Tier, draft, quotations};
use briefing_bot::knowledge::model::EntityKind;
use common::{home, run, write};
use serde_json::Value;

fn articles() -> Vec<PathBuf> {
    let found = fs::read_dir(home().join("tests/articles")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = found.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    found.sort();
    assert!(found.len() >= 20);
    found
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Does the mention that was found name the same one? By its last word, whatever titles stand before.
fn is_same(found: &str, gold: &str) -> bool {
    let (found, gold) = (found.to_lowercase(), gold.to_lowercase());
    found.contains(&gold) || gold.contains(&found)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn quotations_and_speakers_of_made_up_articles() {
    let (mut n_gold, mut n_found, mut n_right, mut n_high, mut n_high_right) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut wrong = Vec::new();
    for path in articles() {
        let article = fs::read_to_string(&path).unwrap();
        let gold: Vec<(String, String)> = fs::read_to_string(path.with_extension("jsonl"))
            .unwrap()
            .lines()
            .map(|line| {
                let row: Value = serde_json::from_str(line).unwrap();
                (row["text"].as_str().unwrap().to_owned(), row["speaker"].as_str().unwrap().to_owned())
            })
            .collect();
        let mut open: Vec<&(String, String)> = gold.iter().collect();
        n_gold += gold.len() as f64;
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        for found in quotations(&article).iter().filter(|found| found.is_speech) {
            n_found += 1.0;
            let words = &article[found.text.clone()];
            let Some(at) = open.iter().position(|(text, _)| bare(text) == bare(words)) else {
                wrong.push(format!("{name}: no quotation: {words}"));
                continue;
            };
            n_right += 1.0;
            let (_, speaker) = open.remove(at);
            if let Some(said) = found.attribution.as_ref().filter(|said| said.tier == Tier::High) {
                n_high += 1.0;
                if is_same(&article[said.who.clone()], speaker) {
                    n_high_right += 1.0;
                } else {
                    wrong.push(format!("{name}: {words}: {} for {speaker}", &article[said.who.clone()]));
                }
            }
        }
        wrong.extend(open.iter().map(|(text, _)| format!("{name}: missed: {text}")));
    }
    let (precision, recall, speaker) = (n_right / n_found, n_right / n_gold, n_high_right / n_high);
    let figures =
        format!("P {precision:.3} of {n_found}, R {recall:.3} of {n_gold}, speaker {speaker:.3} of {n_high} high");
    assert!(precision >= 0.95 && recall >= 0.90 && speaker >= 0.95, "{figures}\n{}", wrong.join("\n"));
    // A tier that is hardly ever given would be easy to have right.
    assert!(n_high >= 0.75 * n_gold, "{figures}");
}

#[test]
fn every_draft_loads_and_answers() {
    let dir = tempfile::tempdir().unwrap();
    for path in articles() {
        let out = dir.path().join(path.file_stem().unwrap());
        let ran = run(&["draft", text(&path), "-o", text(&out)], "");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert_eq!(fs::read(out.join("article.txt")).unwrap(), fs::read(&path).unwrap());
    }
    let ran = run(&["ask", "--knowledge", text(dir.path()), "--format", "json", "Who is Petra Hallam?"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("not yet reviewed") && ran.err.lines().count() == 1, "{}", ran.err);
    let reply: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(reply["outcome"], "answered");
    assert!(reply["citations"][0]["exact"].as_str().unwrap().contains("Petra Hallam"), "{}", ran.out);
}

#[test]
fn an_open_speaker_is_answered_as_someone_and_refused_by_check() {
    let dir = tempfile::tempdir().unwrap();
    let article = dir.path().join("a.txt");
    write(&article, "The quay was shut on Monday.\n“The cranes are rotten from top to bottom,” she said.\n");
    let out = dir.path().join("quay");
    assert_eq!(run(&["draft", text(&article), "-o", text(&out)], "").code, Some(0));
    let toml = fs::read_to_string(out.join("briefing.toml")).unwrap();
    assert!(toml.contains("# draft: high (”, he said): she, a pronoun\n[[quote]]"), "{toml}");
    assert!(toml.contains("speaker = \"?\"\n"), "{toml}");
    let ran = run(&["ask", "--knowledge", text(&out), "Are the cranes rotten from top to bottom?"], "");
    assert!(ran.out.contains("Someone quoted in the article: “The cranes"), "{}", ran.out);
    let ran = run(&["check", text(&out)], "");
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("K201") && ran.out.contains("`speaker` is still open"), "{}", ran.out);
}

#[test]
fn nothing_is_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let article = articles().remove(0);
    for file in ["briefing.toml", "article.txt", "questions.jsonl"] {
        let out = dir.path().join(file.replace('.', "-"));
        write(&out.join(file), "mine");
        let ran = run(&["draft", text(&article), "-o", text(&out)], "");
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains(file) && ran.err.contains("already"), "{}", ran.err);
        assert_eq!(fs::read_to_string(out.join(file)).unwrap(), "mine");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
    }
}

#[test]
fn a_merge_keeps_every_line_and_adds_what_is_missing_behind_its_kind() {
    let dir = tempfile::tempdir().unwrap();
    let article = home().join("tests/articles/news-curly.txt");
    let out = dir.path().join("hall");
    assert_eq!(run(&["draft", text(&article), "-o", text(&out)], "").code, Some(0));
    let path = out.join("briefing.toml");
    let whole = fs::read_to_string(&path).unwrap();
    let again = run(&["draft", text(&article), "--merge", text(&out)], "");
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(again.err.contains("nothing is added"), "{}", again.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), whole);
    // The editor has taken out a quote, reworded another entry, and written comments.
    let cut = whole.find("\n# draft: high (”, said NAME): Petra Hallam\n").unwrap();
    let rest = cut + whole[cut..].find("review = true\n").unwrap() + "review = true\n".len();
    let mine = format!("{}{}\n# my own note\n", &whole[..cut], &whole[rest..]);
    let mine = mine.replacen("[[fact]]\n", "# ==== Facts ====\n[[fact]] # odd\nnote = 'mine'   # and this\n", 1);
    write(&path, &mine);
    let ran = run(&["draft", text(&article), "--merge", text(&out)], "");
    assert!(ran.err.contains("Added 1 entry") && ran.err.lines().count() == 1, "{}", ran.err);
    let merged = fs::read_to_string(&path).unwrap();
    let mut lines = merged.lines();
    for line in mine.lines() {
        assert!(lines.any(|other| other == line), "{line} is not kept, or not in its place:\n{merged}");
    }
    let place = |text: &str| merged.find(text).unwrap_or_else(|| panic!("{text}\n{merged}"));
    let new = place("id = \"q-we-have-run-out-of\"");
    assert!(merged[..new].contains("id = \"q-a-tent-in-february-is\"") && new < place("# ==== Facts ===="), "{merged}");
    assert!(merged.ends_with("\n# my own note\n"), "{merged}");
    assert_eq!(run(&["ask", "--knowledge", text(&out), "Who is Dov Lannick?"], "").code, Some(0));
    let other = home().join("tests/articles/farming.txt");
    let ran = run(&["draft", text(&other), "--merge", text(&out)], "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("not the one of the briefing"), "{}", ran.err);
}

#[test]
fn json_has_byte_offsets() {
    for path in articles() {
        let article = fs::read_to_string(&path).unwrap();
        let ran = run(&["draft", text(&path), "--format", "json"], "");
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        for (list, key) in [
            ("quotes", "text"),
            ("dates", "text"),
            ("numbers", "text"),
            ("people", "name"),
            ("organisations", "name"),
            ("places", "name"),
        ] {
            for row in json[list].as_array().unwrap() {
                let at = |key: &str| usize::try_from(row[key].as_u64().unwrap()).unwrap();
                let (text, found) = (row[key].as_str().unwrap(), &article[at("start")..at("end")]);
                // A name may be told to its last word by the place where its role stands.
                assert!(found == text || (key == "name" && text.ends_with(found)), "{list}: {found} for {text}");
            }
        }
    }
    let ran = run(&["draft", "-", "--format", "json"], "“We stay,” said Ada Okafor. It is quiet.\n");
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let quote = &json["quotes"][0];
    assert_eq!(
        (&quote["speaker"], &quote["cue"], &quote["confidence"]),
        (&"Ada Okafor".into(), &"said".into(), &"high".into())
    );
    assert_eq!((quote["start"].as_u64(), quote["end"].as_u64()), (Some(3), Some(11)));
    assert_eq!((&json["people"][0]["name"], &json["people"][0]["start"]), (&"Ada Okafor".into(), &20.into()));
    let ran = run(&["draft", "-", "--format", "json"], "It cost £48.2 million in 2031, 14 per cent more.\n");
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let texts = |list: &str| -> Vec<&str> {
        json[list].as_array().unwrap().iter().map(|row| row["text"].as_str().unwrap()).collect()
    };
    assert_eq!((texts("numbers"), texts("dates")), (vec!["£48.2 million", "14 per cent"], vec!["2031"]));
}

/// The names of one kind that a draft of the text has, each with its role after a colon.
fn named(article: &str, kind: EntityKind) -> Vec<String> {
    let drafted = draft(article);
    let own = drafted.names.iter().filter(|named| named.kind == kind);
    own.map(|named| named.role.as_ref().map_or(named.name.clone(), |role| format!("{}: {role}", named.name))).collect()
}

#[test]
fn names_are_told_apart_by_what_stands_around_them() {
    for (article, kind, expected) in [
        ("The Traders' Association had warned of this.", EntityKind::Organisation, "Traders' Association"),
        ("It met the Transport Workers’ Union (TWU) again.", EntityKind::Organisation, "Transport Workers’ Union"),
        ("The company, Velm Tollar, said so.", EntityKind::Organisation, "Velm Tollar"),
        ("It told Wired Valley, a trade newsletter.", EntityKind::Organisation, "Wired Valley"),
        ("Loopline, which makes maps, grew. Shares in Loopline fell.", EntityKind::Organisation, "Loopline"),
        ("A spokesman for Branton Velt said no.", EntityKind::Organisation, "Branton Velt"),
        ("They live in the town of Lissen.", EntityKind::Place, "Lissen"),
        ("It crossed the Lannet Bridge, a tidal bridge.", EntityKind::Place, "Lannet Bridge"),
        ("He was in Rih, the hometown of no one.", EntityKind::Place, "Rih"),
        ("They met in the Seamen’s Hall.", EntityKind::Place, "Seamen’s Hall"),
        ("Its chair, Mina Corry, wept.", EntityKind::Person, "Mina Corry: chair"),
        ("Then chief executive Ada Roe left.", EntityKind::Person, "Ada Roe: chief executive"),
        ("Secretary of State Ada Roe left.", EntityKind::Person, "Ada Roe: Secretary of State"),
        ("In a statement, Ada Roe, the mayor, agreed.", EntityKind::Person, "Ada Roe: the mayor"),
        ("Analyst Jo Pender agreed.", EntityKind::Person, "Jo Pender: Analyst"),
        (
            "Assistant District Attorney Hugo Varney left.",
            EntityKind::Person,
            "Hugo Varney: Assistant District Attorney",
        ),
        ("Edna Shaw, 81, one of the patients, fell ill.", EntityKind::Person, "Edna Shaw: one of the patients"),
        ("His neighbour, Marit Dale, has refused to sign.", EntityKind::Person, "Marit Dale: neighbour"),
    ] {
        assert_eq!(named(article, kind), [expected], "{article}");
    }
    for (article, kind) in [
        ("Analysts described it as thin.", EntityKind::Person),
        ("Branton Transit said trams would run. Branton Transit is old.", EntityKind::Person),
        ("City councillors met.", EntityKind::Organisation),
        ("It went through Sami Okoro.", EntityKind::Place),
    ] {
        assert_eq!(named(article, kind), [""; 0], "{article}");
    }
}

#[test]
fn asks_are_what_a_person_would_ask() {
    for (article, expected) in [
        ("“The people were louder than I was,” said Ada Roe.", "What did Ada Roe say about the people?"),
        ("“We are looking for the drawings,” said Ada Roe.", "What did Ada Roe say about the drawings?"),
        ("Ada Roe said that prices would rise.", "What did Ada Roe say about prices?"),
        ("Ada Roe said there was no danger to health.", "What did Ada Roe say about danger to health?"),
        ("Ada Roe said she would go.", "What did Ada Roe say she would do?"),
        ("The bridge was closed on Tuesday.", "When was the bridge closed?"),
        ("The pass was shut because a lorry left the road.", "Why was the pass shut?"),
        ("A new roof would cost £3 million.", "How much would a new roof cost?"),
        ("The line is 84 kilometres long.", "How long is the line?"),
        ("The union wants the results to be published.", "What does the union want?"),
    ] {
        let toml = run(&["draft", "-"], article).out;
        assert!(toml.contains(&format!("ask = [\"{expected}\"]\n")), "{article}\n{toml}");
    }
    // Where the words give no sure question, there is none.
    for article in [
        "Police in Harl are looking for whoever stole six bells from the church on the night of 3 March.",
        "The district had refused to pay since 2022.",
        "“I listened and I wept,” said one of them.",
        "It will be so.",
    ] {
        let toml = run(&["draft", "-"], article).out;
        assert!(toml.contains("[[") && !toml.contains("ask ="), "{article}\n{toml}");
    }
}

#[test]
fn other_forms_and_bad_input() {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("a.md", "# The quay\n\nThe *quay* is shut,\nsaid no one.\n"),
        ("a.html", "<html><body><h1>The quay</h1><p>The <i>quay</i> is shut, said no one.</p></body></html>"),
    ] {
        let path = dir.path().join(name);
        write(&path, content);
        let out = dir.path().join(name.replace('.', "-"));
        let ran =
            run(&["draft", text(&path), "-o", text(&out), "--publisher", "The Crier", "--published", "2031-03-14"], "");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert_eq!(fs::read_to_string(out.join("article.txt")).unwrap(), "The quay\nThe quay is shut, said no one.\n");
        let toml = fs::read_to_string(out.join("briefing.toml")).unwrap();
        assert!(toml.contains("title = \"The quay\"\npublisher = \"The Crier\"\npublished = 2031-03-14\n"), "{toml}");
    }
    let ran = run(&["draft", "-"], "Yes. Yes. Yes.\nIt \"ends\" with \\ and \t tabs.\u{7}\n");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("format = 1"));
    for (args, advice) in [
        (&["draft", "no-such-file.txt"][..], "no-such-file.txt"),
        (&["draft", "-"], "holds no text"),
        (&["draft", "-", "--published", "14 March"], "2031-03-14"),
        (&["draft", "-", "-o", "x", "--merge", "y"], "--merge"),
    ] {
        let ran = run(args, " \n");
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.err.contains(advice), "{args:?}: {}", ran.err);
    }
}
