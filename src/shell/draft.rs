//! `draft`: a first briefing from an article, or what an existing one lacks.

mod plain;

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::ops::Range;
use std::path::Path;

use serde_json::{Value, json};

use super::cli::{self, DraftFormat};
use super::failure::{Exit, Failure};
use super::files::{self, BRIEFING_FILE, GOLDEN_FILE};
use super::terminal::Terminal;
use super::{Input, wording};
use crate::diagnostic::Source;
use crate::knowledge::draft::{self, Draft, Head};
use crate::knowledge::limits::ARTICLE_MAX_BYTES;
use crate::knowledge::model::EntityKind;

/// The article beside the knowledge file.
const ARTICLE_FILE: &str = "article.txt";

/// Drafts.
///
/// # Errors
/// An article that cannot be read; a file that is there already; a briefing that is refused; a stream that fails.
pub(super) fn run(args: &cli::Draft, terminal: &mut Terminal, input: &mut Input) -> Result<Exit, Failure> {
    let text = article(args, input)?;
    if let Some(dir) = &args.merge {
        return merge(&text, dir, terminal);
    }
    let drafted = draft::draft(&text);
    if args.format == DraftFormat::Json {
        terminal.say(&format!("{:#}\n", as_json(&text, &drafted)))?;
        return Ok(Exit::Done);
    }
    let head = Head {
        id: name(args),
        title: args.title.clone(),
        publisher: args.publisher.clone(),
        published: args.published.clone(),
        file: ARTICLE_FILE.to_owned(),
    };
    let toml = draft::briefing(&text, &drafted, &head);
    let Some(dir) = &args.out else {
        terminal.say(&toml)?;
        return Ok(Exit::Done);
    };
    for file in [BRIEFING_FILE, ARTICLE_FILE, GOLDEN_FILE] {
        let path = dir.join(file);
        if path.exists() {
            return Err(Failure::Usage(wording::draft::already_there(&path.display().to_string())));
        }
    }
    fs::create_dir_all(dir).map_err(|error| unwritable(dir, &error))?;
    create(&dir.join(ARTICLE_FILE), &text)?;
    create(&dir.join(BRIEFING_FILE), &toml)?;
    let n_open = toml.lines().filter(|line| *line == "speaker = \"?\"").count();
    let n_entries = toml.lines().filter(|line| line.starts_with("[[")).count();
    terminal.tell(&wording::draft::done(&dir.display().to_string(), n_entries, n_open));
    Ok(Exit::Done)
}

/// The article's text, whatever form it comes in.
fn article(args: &cli::Draft, input: &mut Input) -> Result<String, Failure> {
    let path = &args.article;
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let limit = ARTICLE_MAX_BYTES as u64 + 1;
    let unreadable = |error: &io::Error| Failure::Usage(wording::unreadable(&name, error));
    if path.as_os_str() == "-" {
        input.take(limit).read_to_end(&mut bytes)?;
    } else {
        let file = fs::File::open(path).map_err(|error| unreadable(&error))?;
        file.take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    }
    if bytes.len() > ARTICLE_MAX_BYTES {
        return Err(Failure::Usage(wording::draft::too_long(&name, ARTICLE_MAX_BYTES)));
    }
    let source = Source::from_bytes(name.clone(), bytes).map_err(|finding| Failure::Refused(vec![*finding]))?;
    let text = plain::plain(source.text, path.extension().and_then(|extension| extension.to_str()));
    if text.trim().is_empty() { Err(Failure::Usage(wording::draft::empty(&name))) } else { Ok(text) }
}

/// The folder's name, else the article's.
fn name(args: &cli::Draft) -> String {
    let folder = args.out.as_deref().and_then(Path::file_name);
    let name = folder.or_else(|| args.article.file_stem()).unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Writes a file that is not there yet.
fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let name = path.display().to_string();
    Failure::Usage(if error.kind() == io::ErrorKind::AlreadyExists {
        wording::draft::already_there(&name)
    } else {
        wording::draft::unwritable(&name, error)
    })
}

/// Adds what the briefing lacks, behind the entries of the same kind; all that stands there stays as it is.
fn merge(text: &str, dir: &Path, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let curated = files::read_curated(dir).map_err(Failure::Refused)?;
    let [one] = curated.as_slice() else {
        return Err(Failure::Usage(wording::draft::one_briefing(&dir.display().to_string())));
    };
    if *one.briefing.article.text != *text {
        return Err(Failure::Usage(wording::draft::other_article(&one.places.article.path)));
    }
    let added = draft::additions(text, &draft::draft(text), &one.briefing);
    let n_added = added.lines().filter(|line| line.starts_with("[[")).count();
    let path = Path::new(&one.places.toml.path);
    if n_added > 0 {
        let old = &one.places.toml.text;
        let refused = |error: String| Failure::Usage(wording::draft::not_merged(&path.display().to_string(), &error));
        let new = draft::merged(old, &added).map_err(|error| refused(error.to_string()))?;
        let beside = path.with_extension("toml.new");
        create(&beside, &new)?;
        fs::rename(&beside, path).map_err(|error| unwritable(path, &error))?;
    }
    terminal.tell(&wording::draft::merged(&path.display().to_string(), n_added));
    Ok(Exit::Done)
}

fn as_json(text: &str, drafted: &Draft) -> Value {
    let quotes: Vec<Value> = drafted
        .quotes
        .iter()
        .filter(|quote| quote.is_speech)
        .map(|quote| {
            let found = quote.attribution.as_ref();
            json!({
                "text": &text[quote.text.clone()],
                "start": quote.text.start,
                "end": quote.text.end,
                "speaker": drafted.speaker_words(text, quote),
                "cue": found.map(|found| &text[found.cue.clone()]),
                "confidence": found.map(|found| found.tier.word()),
                "pattern": found.map(|found| found.pattern),
            })
        })
        .collect();
    let of = |kind: EntityKind| -> Vec<Value> {
        let named = drafted.names.iter().filter(|named| named.kind == kind);
        let row = |named: &draft::Named| {
            json!({
                "name": named.name,
                "aliases": named.aliases,
                "role": named.role,
                "start": named.place.start,
                "end": named.place.end,
            })
        };
        named.map(row).collect()
    };
    let strings = |spans: &[Range<usize>]| -> Vec<Value> {
        let row = |span: &Range<usize>| json!({ "text": &text[span.clone()], "start": span.start, "end": span.end });
        spans.iter().map(row).collect()
    };
    json!({
        "version": 1,
        "quotes": quotes,
        "people": of(EntityKind::Person),
        "organisations": of(EntityKind::Organisation),
        "places": of(EntityKind::Place),
        "dates": strings(&drafted.dates),
        "numbers": strings(&drafted.numbers),
    })
}
