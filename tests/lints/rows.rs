//! The table of faults: one for each finding of the catalogue.

/// The briefing.
pub(crate) const B: &str = "briefing.toml";
/// The article.
pub(crate) const A: &str = "article.txt";
/// The golden questions.
const G: &str = "questions.jsonl";

/// What is done to the good briefing.
pub(crate) enum Fault {
    /// The first of two texts in the briefing is replaced by the second.
    Swap(&'static str, &'static str),
    /// An entry of the briefing, from its header to the next one, is taken out.
    Out(&'static str),
    /// A file holds this instead.
    Holds(&'static str, &'static [u8]),
    /// A file is not there.
    Gone(&'static str),
}
use Fault::{Gone, Holds, Out, Swap};

/// A fault, and the finding that it must lead to.
pub(crate) struct Row {
    pub(crate) code: &'static str,
    pub(crate) fault: Fault,
    /// File, and the text on the last line of which the finding begins; no text where a file as a whole is meant.
    pub(crate) at: (&'static str, &'static str),
    /// The entry or entity that it is about.
    pub(crate) entry: &'static str,
    pub(crate) args: &'static [&'static str],
}

const fn row(code: &'static str, fault: Fault, at: (&'static str, &'static str), entry: &'static str) -> Row {
    Row { code, fault, at, entry, args: &[] }
}

const PIER: &str = "cite = [\"The old pier allegedly belongs to the town, and nobody mends it.\"]\n";
const PIER_ASK: &str = "ask = [\"Whose is the old pier?\"]\n";

#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    row("K001", Swap("says = \"The old", "sais = \"The old"), (B, "sais = "), ""),
    row("K002", Swap("name = \"Jonas Vik\"", "name = “Jonas Vik”"), (B, "name = “"), ""),
    row("K003", Swap("format = 1", "format = 2"), (B, "format = 2"), ""),
    row("K004", Swap("id = \"f-pier\"", "id = \"F_Pier\""), (B, "F_Pier"), ""),
    row("K005", Swap("id = \"f-pier\"", "id = \"ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp\""), (B, "id = \"pp"), ""),
    row("K006", Holds(A, b"The ferry\nis \xff."), (A, "The ferry\nis "), ""),
    row("K007", Gone(B), ("", ""), ""),
    row("K010", Gone(A), (B, "text = \"article.txt\""), ""),
    row("K011", Holds(A, b"Another article."), (B, "sha256"), ""),
    row("K101", Swap("cite = [\"The ferry to Skarn has been idle", "cite = [\"The ferry to Skarn was idle"), (B, "Skarn was idle"), "f-idle"),
    row("K102", Swap("cite = [\"The old pier allegedly belongs", "cite = [\"The old pier  allegedly belongs"), (B, "pier  "), "f-pier"),
    row("K103", Swap(PIER, "cite = [\"The old pier allegedly belongs to the town, and nobody mends it.\",\n\"ferry\"]\n"), (B, "\"ferry\"]"), "f-pier"),
    row("K104", Swap(PIER, ""), (B, "ferry idle?\"]\n\n[["), "f-pier"),
    row("K105", Swap("says = \"The old pier allegedly belongs to the town, and nobody mends it.\"\ncite = [\"The old pier allegedly belongs to the town, and nobody mends it.\"]", "says = \"The pier belongs to the town.\"\ncite = [\"belongs to the town\"]"), (B, "cite = [\"belongs"), "f-pier"),
    row("K106", Swap("text = \"We will not sail with one deckhand,\"", "text = \"said Ada Okafor\""), (B, "text = \"said"), "q-sail"),
    row("K107", Swap("when = 2031-03-03", "when = \"on Tuesday\""), (B, "when = \"on"), "f-idle"),
    row("K201", Swap("by = \"vik\"", "by = \"wik\""), (B, "by = \"wik\""), "c-cost"),
    row("K202", Swap("id = \"f-pier\"", "id = \"f-idle\""), (B, "ferry idle?\"]\n\n[[fact]]\nid = \"f-idle\""), ""),
    row("K203", Swap("name = \"Jonas Vik\"", "name = \"Jonas Vik\"\naliases = [\"Ada Okafor\"]"), (B, "aliases ="), "vik"),
    row("K204", Swap("[[fact]]\nid = \"f-pier\"", "[[claim]]\nid = \"f-pier\"\nby = \"vik\""), (B, "id = \"f-pier\"\nby ="), "f-pier"),
    row("K205", Swap("speaker = \"okafor\"", "speaker = \"vik\""), (B, "speaker = \"vik\""), "q-sail"),
    row("K206", Swap("[[claim]]\nid = \"c-cost\"\nby = \"vik\"\n", "[[fact]]\nid = \"c-cost\"\n"), (B, "cite = [\"Jonas Vik, director of the Port Authority, said"), "c-cost"),
    row("K207", Swap("[[quote]]", "[[place]]\nid = \"skarn\"\nname = \"Skarn\"\n[[quote]]"), (B, "id = \"skarn\""), "skarn"),
    row("K208", Swap("[[quote]]", "[[place]]\nid = \"skarn\"\nname = \"Skarn\"\nin = \"skarn\"\n[[quote]]"), (B, "in = "), ""),
    row("K301", Swap("idle since Monday.\"", "idle for 90 days.\""), (B, "90 days"), "f-idle"),
    row("K302", Swap("when = 2031-03-03", "when = 2031-03-04"), (B, "when = "), "f-idle"),
    row("K303", Swap("\"The ferry to Skarn has been idle since Monday.\"", "\"Passengers bound thither remain stranded there.\""), (B, "Passengers"), "f-idle"),
    row("K401", Swap(PIER_ASK, "ask = [\"Hello!\"]\n"), (B, "Hello"), "f-pier"),
    row("K402", Swap(PIER_ASK, "ask = [\"Since when is the ferry idle?\"]\n"), (B, "and nobody mends it.\"]\nask = [\"Since"), "f-pier"),
    row("K403", Swap(PIER_ASK, "ask = [\"Whose is the old pier?\", \"Since when is the ferry idle?\"]\n"), (B, "Whose is"), "f-pier"),
    row("K404", Swap(PIER_ASK, ""), (B, "id = \"f-pier\""), "f-pier"),
    row("K405", Swap(PIER_ASK, concat!("ask = [\"Whose is the old pier?\"]\n", "[[gap]]\nid = \"g-idle\"\nsays = \"It does not say since when.\"\nask = [\"Since when is the ferry idle?\"]\n")), (B, "since when.\"\nask ="), "g-idle"),
    row("K501", Out("q-sail"), (A, "“We will"), ""),
    row("K502", Swap("[[claim]]\nid = \"c-cost\"\nby = \"vik\"\n", "[[fact]]\nid = \"c-cost\"\n"), (A, "Jonas Vik, director"), ""),
    row("K503", Out("f-pier"), (A, "The old pier"), ""),
    row("K504", Out("f-idle"), (A, "3 March"), ""),
    row("K505", Out("f-idle"), (A, "Skarn"), ""),
    Row { args: &["--min-coverage", "100"], ..row("K506", Out("f-pier"), (B, "id = \"ferry\""), "") },
    row("K601", Swap("id = \"f-pier\"", "id = \"f-pier\"\nreview = true"), (B, "id = \"f-pier\""), "f-pier"),
    row("K701", Holds(G, b"\n{\"id\": 1}\n"), (G, "\n{"), ""),
];
