//! A draft as a knowledge file, every entry to be reviewed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use super::asks::Asker;
use super::entries::{Draft, shared};
use super::speaker::{Form, Tier};
use super::{Named, Quotation};
use crate::knowledge::limits::{CITE_MAX_BYTES, TEXT_MAX_BYTES};
use crate::knowledge::load::fingerprint;
use crate::knowledge::model::{Briefing, EntityKind};
use crate::knowledge::unique::{extension, occurrences};

/// What a draft cannot find in the article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Id of the briefing, made kebab-case.
    pub id: String,
    /// The headline; otherwise the article's first heading or words.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The file of the article.
    pub file: String,
}

/// Bytes of a title that is taken from the text.
const TITLE_MAX_BYTES: usize = 90;
/// Bytes of an id.
const SLUG_MAX_BYTES: usize = 40;

/// The whole file.
#[must_use]
pub fn briefing(article: &str, draft: &Draft, head: &Head) -> String {
    let title = head.title.clone().unwrap_or_else(|| title(article, draft));
    let mut out = String::from(
        "format = 1\n\n# A draft. Each entry is to be read against the article; then its `review` line goes.\n\n",
    );
    let _ = writeln!(out, "[briefing]\nid = {}\ntitle = {}\n", string(&slug(&head.id, "briefing")), string(&title));
    let _ = writeln!(out, "[article]\ntitle = {}", string(&title));
    if let Some(publisher) = &head.publisher {
        let _ = writeln!(out, "publisher = {}", string(publisher));
    }
    if let Some(published) = &head.published {
        let _ = writeln!(out, "published = {published}");
    }
    let _ = writeln!(out, "text = {}\nsha256 = \"{}\"", string(&head.file), fingerprint(article));
    let mut writer = Writer::new(article, draft, out);
    writer.all(None);
    writer.out
}

/// What a draft has and a briefing has not yet; empty where there is nothing to add.
#[must_use]
pub fn additions(article: &str, draft: &Draft, briefing: &Briefing) -> String {
    let entries = briefing.entries.iter().map(|entry| entry.id.to_string());
    let ids = entries.chain(briefing.entities.iter().map(|entity| entity.id.to_string())).collect();
    let asks = briefing.entries.iter().flat_map(|entry| &entry.asks).map(|ask| ask.to_lowercase()).collect();
    let mut writer = Writer { ids, asks, ..Writer::new(article, draft, String::new()) };
    writer.all(Some(briefing));
    writer.out
}

struct Writer<'a> {
    article: &'a str,
    draft: &'a Draft,
    out: String,
    ids: BTreeSet<String>,
    asks: BTreeSet<String>,
    asker: Asker<'a>,
}

impl<'a> Writer<'a> {
    fn new(article: &'a str, draft: &'a Draft, out: String) -> Self {
        let asker = Asker::new(article, draft);
        Self { article, draft, out, ids: BTreeSet::new(), asks: BTreeSet::new(), asker }
    }

    fn all(&mut self, known: Option<&Briefing>) {
        let draft = self.draft;
        let mut ids: Vec<Option<String>> = Vec::new();
        for named in &draft.names {
            ids.push(match known.and_then(|known| known_id(known, named)) {
                Some(id) => Some(id),
                None => self.entity(named),
            });
        }
        let id_of = |named: &Named| draft.names.iter().position(|one| one == named).and_then(|at| ids[at].clone());
        let covered: Vec<Range<usize>> = known
            .iter()
            .flat_map(|known| {
                known
                    .entries
                    .iter()
                    .flat_map(|entry| entry.citations.iter().map(crate::knowledge::model::Citation::span))
            })
            .collect();
        for quotation in draft.quotes.iter().filter(|quotation| quotation.is_speech) {
            if !known.is_some_and(|known| holds_quote(self.article, known, quotation)) {
                let speaker = draft.speaker(self.article, quotation);
                self.quote(quotation, speaker, speaker.and_then(&id_of).as_deref());
            }
        }
        for statement in &draft.statements {
            if covered.iter().any(|span| shared(span, &statement.sentence) * 2 > statement.sentence.len()) {
                continue;
            }
            match &statement.claim {
                Some((who, what)) if ids[*who].is_some() && draft.names[*who].kind != EntityKind::Place => {
                    let by = ids[*who].clone().unwrap_or_default();
                    let ask = self.asker.said(&draft.names[*who].name, what);
                    self.statement("claim", &statement.sentence, what.clone(), Some(&by), ask);
                }
                _ => {
                    let ask = self.asker.of_fact(&statement.sentence);
                    self.statement("fact", &statement.sentence, statement.sentence.clone(), None, ask);
                }
            }
        }
        let listed: Vec<&str> =
            draft.quotes.iter().filter(|one| !one.is_speech).map(|one| &self.article[one.text.clone()]).collect();
        if known.is_none() && !listed.is_empty() {
            let _ = writeln!(self.out, "\n# In quotation marks, but hardly anyone's words:");
            for text in listed {
                let _ = writeln!(self.out, "#   {}", one_line(text));
            }
        }
    }

    fn entity(&mut self, named: &Named) -> Option<String> {
        let (kind, ask) = match named.kind {
            EntityKind::Person => ("person", Some(format!("Who is {}?", named.name))),
            EntityKind::Organisation => ("organisation", None),
            EntityKind::Place => ("place", None),
        };
        let cites = if named.kind == EntityKind::Person {
            vec![self.cite(&self.sentence_of(&named.place))?]
        } else {
            Vec::new()
        };
        let id = self.id(&named.name, kind);
        let _ = writeln!(self.out, "\n[[{kind}]]\nid = {}\nname = {}", string(&id), string(&named.name));
        if !named.aliases.is_empty() {
            self.list("aliases", &named.aliases);
        }
        if let Some(role) = &named.role {
            let _ = writeln!(self.out, "role = {}", string(&one_line(role)));
        }
        if !cites.is_empty() {
            self.list("cite", &cites);
            self.ask(ask);
        }
        self.out.push_str("review = true\n");
        Some(id)
    }

    fn quote(&mut self, quotation: &Quotation, speaker: Option<&Named>, id: Option<&str>) {
        let article = self.article;
        let text = &article[quotation.text.clone()];
        if text.len() > TEXT_MAX_BYTES || text.chars().any(char::is_control) {
            return;
        }
        let paragraph = &self.draft.paragraphs[quotation.paragraph];
        let mut own = quotation.text.clone();
        for sentence in &paragraph.sentences {
            if shared(sentence, &quotation.text) > 0 {
                own = own.start.min(sentence.start)..own.end.max(sentence.end);
            }
        }
        // The marks stand in the citation, too.
        let Some(cite) = self.cite(&own) else { return };
        let mut cites = vec![cite];
        if let Some(found) = &quotation.attribution
            && found.tier == Tier::High
            && shared(&found.who, &own) == 0
            && let Some(cite) = self.cite(&self.sentence_of(&found.who))
        {
            cites.push(cite);
        }
        let _ = writeln!(self.out, "\n{}", self.remark(quotation));
        let slug_words: Vec<&str> = text.split_whitespace().take(5).collect();
        let id_own = self.id(&format!("q-{}", slug_words.join("-")), "quote");
        let _ = writeln!(self.out, "[[quote]]\nid = {}\nspeaker = {}", string(&id_own), string(id.unwrap_or("?")));
        let _ = writeln!(self.out, "text = {}", string(text));
        self.list("cite", &cites);
        let ask = speaker.and_then(|named| self.asker.said(&named.name, &quotation.text));
        self.ask(ask);
        self.out.push_str("review = true\n");
    }

    /// How sure the speaker is, and by what.
    fn remark(&self, quotation: &Quotation) -> String {
        let Some(found) = &quotation.attribution else { return "# draft: no speaker found".into() };
        let who = one_line(&self.article[found.who.clone()]);
        let open = match found.form {
            Form::Name => "",
            Form::Pronoun => ", a pronoun",
            Form::Description => ", not named",
        };
        format!("# draft: {} ({}): {who}{open}", found.tier.word(), found.pattern)
    }

    fn statement(
        &mut self,
        kind: &str,
        sentence: &Range<usize>,
        says: Range<usize>,
        by: Option<&str>,
        ask: Option<String>,
    ) {
        let Some(cite) = self.cite(sentence) else { return };
        let mut says = one_line(&self.article[says]);
        if by.is_some() {
            let mut chars = says.chars();
            says = chars.next().map(char::to_uppercase).into_iter().flatten().chain(chars).collect();
        }
        if says.len() > TEXT_MAX_BYTES {
            let end = (0..=TEXT_MAX_BYTES).rev().find(|&at| says.is_char_boundary(at) && says[at..].starts_with(' '));
            says.truncate(end.unwrap_or_default());
        }
        if says.is_empty() {
            return;
        }
        let slug_words: Vec<String> = about(&says).into_iter().map(str::to_owned).collect();
        let id = self.id(&format!("{}-{}", &kind[..1], slug_words.join("-")), kind);
        let _ = writeln!(self.out, "\n[[{kind}]]\nid = {}", string(&id));
        if let Some(by) = by {
            let _ = writeln!(self.out, "by = {}", string(by));
        }
        let _ = writeln!(self.out, "says = {}", string(&says));
        self.list("cite", &[cite]);
        self.ask(ask);
        self.out.push_str("review = true\n");
    }

    /// A question that no other entry has.
    fn ask(&mut self, question: Option<String>) {
        if let Some(question) = question.map(|question| one_line(&question))
            && question.len() <= TEXT_MAX_BYTES
            && self.asks.insert(question.to_lowercase())
        {
            self.list("ask", &[question]);
        }
    }

    fn list(&mut self, key: &str, texts: &[String]) {
        let texts: Vec<String> = texts.iter().map(|text| string(text)).collect();
        let _ = writeln!(self.out, "{key} = [{}]", texts.join(", "));
    }

    fn sentence_of(&self, place: &Range<usize>) -> Range<usize> {
        let mut sentences = self.draft.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
        sentences.find(|sentence| shared(sentence, place) > 0).unwrap_or(place).clone()
    }

    /// The passage, lengthened until it occurs once.
    fn cite(&self, span: &Range<usize>) -> Option<String> {
        let is_unique = occurrences(self.article, &self.article[span.clone()], 2).len() == 1;
        let span =
            if is_unique { span.clone() } else { extension(self.article, &self.draft.paragraphs, span.clone())? };
        let text = &self.article[span];
        let is_plain = text.len() <= CITE_MAX_BYTES && !text.chars().any(|c| c.is_control() && c != '\t');
        is_plain.then(|| text.to_owned())
    }

    fn id(&mut self, words: &str, otherwise: &str) -> String {
        let base = slug(words, otherwise);
        let mut id = base.clone();
        let mut n = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{base}-{n}");
            n += 1;
        }
        id
    }
}

/// The id under which a briefing knows the name.
fn known_id(known: &Briefing, named: &Named) -> Option<String> {
    let is_same = |text: &str| {
        let text = text.to_lowercase();
        text == named.name.to_lowercase() || named.aliases.iter().any(|alias| alias.to_lowercase() == text)
    };
    let entity = known.entities.iter().find(|entity| {
        is_same(&entity.name) || entity.aliases.iter().chain(&entity.metonyms).any(|alias| is_same(alias))
    })?;
    Some(entity.id.to_string())
}

fn holds_quote(article: &str, known: &Briefing, quotation: &Quotation) -> bool {
    let text = &article[quotation.text.clone()];
    known.entries.iter().filter(|entry| entry.kind == crate::knowledge::model::EntryKind::Quote).any(|entry| {
        let is_here = entry.citations.iter().any(|citation| shared(&citation.span(), &quotation.text) > 0);
        is_here && (entry.text.contains(text) || text.contains(&*entry.text))
    })
}

/// The first words of weight, three at most.
fn about(text: &str) -> Vec<&str> {
    const LIGHT: &[&str] = &[
        "there", "their", "about", "would", "could", "should", "these", "those", "which", "where", "while", "after",
        "before", "being", "other", "going",
    ];
    let mut found: Vec<&str> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.len() > 4 && word.is_ascii() && !LIGHT.contains(&word.to_lowercase().as_str()) && !found.contains(&word)
        {
            found.push(word);
        }
    }
    found.truncate(3);
    found
}

fn title(article: &str, draft: &Draft) -> String {
    let first = draft.paragraphs.first().map_or("", |paragraph| {
        let span = if paragraph.is_heading {
            paragraph.span.clone()
        } else {
            paragraph.sentences.first().map_or(paragraph.span.clone(), Clone::clone)
        };
        &article[span]
    });
    let line = one_line(first);
    if line.is_empty() {
        return "Untitled".into();
    }
    if line.len() <= TITLE_MAX_BYTES {
        return line;
    }
    let end = line
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|&at| at <= TITLE_MAX_BYTES)
        .filter(|&at| line[at..].starts_with(' '))
        .last();
    end.map_or(line.chars().take(30).collect(), |end| format!("{} …", &line[..end]))
}

/// White space and control characters as single blanks, none at the ends.
#[must_use]
pub fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() || c == '\u{feff}' { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Kebab-case, at most 40 bytes; `otherwise` where no letter or digit is left.
#[must_use]
pub fn slug(text: &str, otherwise: &str) -> String {
    let mut slug = String::new();
    for part in text.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        if slug.len() + part.len() >= SLUG_MAX_BYTES && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&part[..part.len().min(SLUG_MAX_BYTES)]);
    }
    if slug.is_empty() { otherwise.to_owned() } else { slug }
}

/// A basic string of TOML, in its marks.
#[must_use]
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
