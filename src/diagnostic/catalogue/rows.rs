//! The table.

use super::{Lint, Severity};

#[rustfmt::skip]
pub(super) const ROWS: &[Lint] = &[
    row("K001", "syntax", Severity::Error, false, [
        "an error of TOML, a key that is unknown or missing, a value of the wrong type",
        "a key that is not read is a mistake that nobody sees",
        "sais = \"…\"  →  says = \"…\"",
    ]),
    row("K002", "curly-delimiter", Severity::Error, true, [
        "a word processor's curly mark that begins or ends a string",
        "TOML takes straight marks only; curly ones are right inside a string",
        "name = “Ada Roe”  →  name = \"Ada Roe\"",
    ]),
    row("K003", "format-version", Severity::Error, false, [
        "a `format` that this version does not read",
        "an unknown format would be read wrongly",
        "format = 1",
    ]),
    row("K004", "bad-value", Severity::Error, true, [
        "a value of the right type that cannot be right: an id with capitals, an empty text, a date that is none",
        "ids and names are looked up letter by letter",
        "id = \"Ada Roe\"  →  id = \"ada-roe\"",
    ]),
    row("K005", "too-large", Severity::Error, false, [
        "a file, a list or a text beyond the limits",
        "the bot holds all knowledge in memory and answers within milliseconds",
        "split the briefing in two",
    ]),
    row("K006", "unreadable", Severity::Error, false, [
        "a file that cannot be read, or is not UTF-8",
        "a half-read file would give half answers",
        "save the file as UTF-8",
    ]),
    row("K007", "no-briefing", Severity::Error, false, [
        "a folder in which no briefing stands",
        "the bot would have nothing to answer from",
        "put briefing.toml and the article into a folder of their own",
    ]),
    row("K010", "article-missing", Severity::Error, false, [
        "no article beside the briefing, or an empty one",
        "every citation is a stretch of the article",
        "text = \"article.txt\", with that file beside briefing.toml",
    ]),
    row("K011", "article-changed", Severity::Error, false, [
        "an article that is not the one the editor worked from",
        "citations may have lost their ground",
        "read the listed citations again, then write the new sha256",
    ]),
    row("K101", "citation-not-verbatim", Severity::Error, false, [
        "a citation that does not stand in the article word for word",
        "the bot shows citations as the article's own words",
        "copy the passage that is shown as the nearest",
    ]),
    row("K102", "citation-folded", Severity::Warning, true, [
        "a citation that differs from the article in marks, dashes or spaces only",
        "what is shown is the article's, character by character",
        "\"It's so\"  →  \"It’s so\", as the article has it",
    ]),
    row("K103", "citation-ambiguous", Severity::Warning, false, [
        "a citation that stands twice or more in the article",
        "a reader must find the one place that is meant",
        "lengthen it by a word or two, as proposed",
    ]),
    row("K104", "citation-missing", Severity::Error, false, [
        "an entry without a citation",
        "nothing is answered that the article does not show",
        "cite = [\"…\"], with the passage of the article",
    ]),
    row("K105", "citation-cuts-hedge", Severity::Warning, false, [
        "a citation cut inside a sentence, where the part that is left out says not, denied, if, could, allegedly or the like",
        "without its hedge a sentence may say the opposite",
        "“the bridge was safe”  →  “denied that the bridge was safe”",
    ]),
    row("K106", "quote-outside-marks", Severity::Error, true, [
        "a quote whose words do not stand inside quotation marks of its first citation",
        "words that the article does not put between marks are not the speaker's own",
        "make it a [[claim]], or copy the words between the marks",
    ]),
    row("K107", "when-not-cited", Severity::Error, false, [
        "words of `when` that stand in no citation of the entry",
        "in quotes, `when` is shown as the article's words",
        "when = \"on Monday\", where the citation says so; a date that you infer stands without quotes",
    ]),
    row("K201", "unknown-reference", Severity::Error, true, [
        "an id that nothing defines, or the \"?\" of a draft",
        "an answer must know who said it",
        "speaker = \"aad-roe\"  →  speaker = \"ada-roe\"",
    ]),
    row("K202", "duplicate-id", Severity::Error, false, [
        "an id that is defined twice",
        "an id must mean one thing",
        "rename one of the two",
    ]),
    row("K203", "alias-collision", Severity::Warning, false, [
        "a name or alias that two people, organisations or places share",
        "a question with that name has two answers",
        "take the alias away from one, or lengthen it: \"Minister Roe\"",
    ]),
    row("K204", "speaker-not-near", Severity::Warning, false, [
        "a quote or claim whose paragraph does not name the speaker",
        "a pronoun may mean someone else",
        "cite the passage that shows who said it, as one more citation",
    ]),
    row("K205", "speaker-mismatch", Severity::Warning, false, [
        "a quote beside which the article names someone else: “…”, said Roe",
        "words put into the wrong mouth are the worst mistake of all",
        "speaker = the one whom the article names",
    ]),
    row("K206", "claim-as-fact", Severity::Warning, false, [
        "a fact whose citation says that somebody said it",
        "what somebody asserts is not yet a fact",
        "make it a [[claim]] with `by`, or say in `says` who said it",
    ]),
    row("K207", "unused-entity", Severity::Info, false, [
        "a person, organisation or place to which nothing refers",
        "it may be left over",
        "refer to it with speaker, by, people or places; or take it out",
    ]),
    row("K208", "circle", Severity::Error, false, [
        "an organisation or place that is a part of itself",
        "`of` and `in` must lead to the larger thing",
        "take one `of` or `in` of the circle out",
    ]),
    row("K301", "detail-not-cited", Severity::Error, false, [
        "a number, date or name in `says` or `role` that is not in the citation; a warning where it stands elsewhere in the article",
        "details are what goes wrong when a sentence is reworded",
        "cite the passage that holds it too, or leave it out",
    ]),
    row("K302", "date-mismatch", Severity::Warning, false, [
        "a date in `when` that disagrees with the weekday or date in the citation",
        "a date that is off by a day is believed",
        "“on Monday” of an article of Friday 14 March: when = 2031-03-17",
    ]),
    row("K303", "says-too-free", Severity::Info, false, [
        "a `says` that shares few words with its citation",
        "the freer the wording, the likelier a slip",
        "keep to the article's words",
    ]),
    row("K401", "question-unmatched", Severity::Error, false, [
        "an example question that finds no entry",
        "a reader who asks it gets no answer",
        "use words of the entry, or name what it is about",
    ]),
    row("K402", "question-hijacked", Severity::Error, false, [
        "an example question that another entry answers",
        "a reader gets the other answer",
        "move the question, or reword it so that only its entry answers it",
    ]),
    row("K403", "question-duplicate", Severity::Warning, false, [
        "the same question on two entries",
        "only one of them can answer it",
        "keep it on the entry that answers it best",
    ]),
    row("K404", "entry-without-question", Severity::Info, false, [
        "an entry without an example question",
        "example questions are how the bot learns what is asked",
        "ask = [\"When do the talks resume?\"]",
    ]),
    row("K405", "gap-contradicted", Severity::Warning, false, [
        "an example question of a gap that an entry answers",
        "either the article does say it, or the reader gets an answer to something else",
        "take the gap out, or reword its question",
    ]),
    row("K501", "quote-uncovered", Severity::Warning, false, [
        "a quoted string of three words or more with no [[quote]]",
        "people ask for what was said",
        "add a [[quote]] with its speaker",
    ]),
    row("K502", "attribution-uncovered", Severity::Info, false, [
        "a sentence in which somebody says something, cited by no quote and no claim",
        "what people said is asked for most",
        "add a [[claim]] with `by`",
    ]),
    row("K503", "sentence-uncovered", Severity::Info, false, [
        "a sentence that no entry cites",
        "the bot cannot answer from it",
        "add a [[fact]]",
    ]),
    row("K504", "number-uncovered", Severity::Info, false, [
        "a number that no entry cites",
        "figures are asked for",
        "cite the sentence that holds it",
    ]),
    row("K505", "name-uncovered", Severity::Info, false, [
        "a name that no entry cites",
        "names are asked for",
        "add a [[person]], [[organisation]] or [[place]]",
    ]),
    row("K506", "coverage-below", Severity::Warning, false, [
        "fewer cited sentences than --min-coverage asks for",
        "gaps in the briefing are gaps in the answers",
        "add entries for the sentences of K503",
    ]),
    row("K601", "unreviewed", Severity::Warning, false, [
        "`review = true` of a draft; an error with --release",
        "a draft is a proposal until an editor has read it",
        "read the entry beside the article, then take `review = true` out",
    ]),
    row("K701", "golden-question", Severity::Error, false, [
        "a golden question that is not in its form",
        "a question that is not read is not tested",
        "{\"id\": \"k1\", \"q\": \"…\", …}",
    ]),
];

/// A row: what it catches, why, how it is mended.
const fn row(
    id: &'static str,
    name: &'static str,
    severity: Severity,
    is_fixable: bool,
    words: [&'static str; 3],
) -> Lint {
    let [catches, why, fix] = words;
    Lint { id, name, severity, is_fixable, catches, why, fix }
}
