//! Made-up briefings, the same for the same number: names, places, figures and words that no one said.

use std::fmt::Write as _;

use briefing_bot::knowledge::load::fingerprint;

/// Entries of each briefing.
pub(crate) const ENTRIES: usize = 30;

/// A briefing as the text of its files, with questions in other words than its `ask` lines.
pub(crate) struct MadeUp {
    pub(crate) id: String,
    pub(crate) toml: String,
    pub(crate) article: String,
    pub(crate) questions: Vec<String>,
}

/// The briefing of this number.
pub(crate) fn briefing(number: usize) -> MadeUp {
    let mut maker = Maker::new(number);
    maker.entities();
    maker.statements();
    maker.finish()
}

/// `SplitMix64`: a few lines, and the same figures everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

#[rustfmt::skip]
const STARTS: &[&str] = &[
    "Bal", "Cor", "Dren", "El", "Fal", "Gor", "Hal", "Il", "Jor", "Kes", "Lor", "Mar", "Nol", "Os", "Pel", "Quen", "Ros",
    "Sal", "Tol", "Ul", "Ver", "Wen", "Yar", "Zel", "Brin", "Cray", "Dol", "Fen", "Grif", "Hod",
];
#[rustfmt::skip]
const MIDDLES: &[&str] = &[
    "a", "e", "i", "o", "u", "an", "en", "il", "or", "ud", "ar", "est", "im", "ol", "un", "av", "ed", "ig", "oth", "ul",
];
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "dan", "lin", "mor", "net", "per", "ric", "sen", "tan", "ver", "wick", "dane", "lock", "mund", "nard", "rell", "sby",
    "teck", "vane", "well", "zard", "bert", "ford", "gan", "kin",
];
#[rustfmt::skip]
const PLACE_ENDS: &[&str] =
    &["mouth", "stow", "haven", "bury", "combe", "dale", "field", "minster", "port", "thorpe", "wold", "leigh"];
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "mayor", "director", "spokeswoman", "chief engineer", "secretary", "chairman", "inspector", "commander", "minister",
    "treasurer", "harbour master", "head teacher", "surgeon", "surveyor", "archivist",
];
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "Council", "Union", "Ferries", "Water Works", "Hospital", "Museum", "Growers", "Railway", "Observatory", "Bank",
    "Police", "Library", "Orchestra", "Quarry", "Lighthouse Trust",
];
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "bridge", "school", "harbour", "reservoir", "tunnel", "archive", "orchard", "budget", "timetable", "licence",
    "contract", "vaccine", "dam", "ferry", "market", "quarry", "forest", "pipeline", "theatre", "survey", "clinic", "tower",
    "canal", "railway", "greenhouse", "sewer", "runway", "stadium", "cemetery", "observatory", "lighthouse", "brewery",
    "vineyard", "mill", "foundry", "warehouse", "playground", "glacier", "marsh", "herd", "harvest", "satellite", "server",
    "ballot", "treaty", "tariff", "pension", "festival", "choir", "manuscript",
];
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "old", "new", "flooded", "public", "private", "northern", "southern", "wooden", "electric", "disputed", "unfinished",
    "temporary", "empty", "crowded", "restored",
];
#[rustfmt::skip]
const DEEDS: &[(&str, &str)] = &[
    ("close", "closed"), ("open", "opened"), ("sell", "sold"), ("repair", "repaired"), ("inspect", "inspected"),
    ("abandon", "abandoned"), ("expand", "expanded"), ("measure", "measured"), ("reject", "rejected"),
    ("approve", "approved"), ("delay", "delayed"), ("paint", "painted"), ("drain", "drained"), ("insure", "insured"),
    ("rename", "renamed"), ("evacuate", "evacuated"), ("film", "filmed"), ("lease", "leased"), ("count", "counted"),
    ("visit", "visited"),
];
#[rustfmt::skip]
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
#[rustfmt::skip]
const UNITS: &[&str] = &["visitors", "crowns", "litres", "workers", "tonnes", "trees", "windows", "passengers", "pages"];

struct Maker {
    chance: Chance,
    id: String,
    lines: Vec<String>,
    items: String,
    questions: Vec<String>,
    people: Vec<(String, &'static str)>,
    bodies: Vec<String>,
    places: Vec<String>,
}

impl Maker {
    fn new(number: usize) -> Self {
        let id = format!("made-up-{number:05}");
        let chance = Chance(number as u64 * 7919 + 1);
        let (people, bodies, places) = (Vec::new(), Vec::new(), Vec::new());
        Self { chance, id, lines: Vec::new(), items: String::new(), questions: Vec::new(), people, bodies, places }
    }

    fn word(&mut self, ends: &[&str]) -> String {
        let chance = &mut self.chance;
        format!("{}{}{}", chance.pick(STARTS), chance.pick(MIDDLES), chance.pick(ends))
    }

    /// A sentence that stands nowhere in the article yet.
    fn line(&mut self, mut make: impl FnMut(&mut Chance) -> String) -> String {
        loop {
            let line = make(&mut self.chance);
            if !self.lines.iter().any(|other| other.contains(&line) || line.contains(other.as_str())) {
                self.lines.push(line.clone());
                return line;
            }
        }
    }

    fn item(&mut self, table: &str, keys: &[(&str, &str)], cite: &str, asks: &[String]) {
        let _ = writeln!(self.items, "\n[[{table}]]");
        for (key, value) in keys {
            let _ = writeln!(self.items, "{key} = {value:?}");
        }
        if !cite.is_empty() {
            let _ = writeln!(self.items, "cite = [\"{cite}\"]");
        }
        let asks: Vec<String> = asks.iter().map(|ask| format!("\"{ask}\"")).collect();
        let _ = writeln!(self.items, "ask = [{}]", asks.join(", "));
    }

    /// Two organisations, three places and five people.
    fn entities(&mut self) {
        for at in 0..3 {
            let place = self.word(PLACE_ENDS);
            let miles = self.line(|chance| {
                format!("{place} lies {} miles from the {}.", chance.below(90) + 2, chance.pick(&["coast", "border"]))
            });
            let asks = [format!("Where is {place}?"), format!("What is {place}?"), format!("How far away is {place}?")];
            self.item("place", &[("id", &format!("place-{at}")), ("name", &place)], &miles, &asks);
            self.questions.push(format!("where does {place} lie"));
            self.places.push(place);
        }
        for at in 0..2 {
            let body = format!("{} {}", self.word(PLACE_ENDS), self.chance.pick(BODIES));
            let place = self.places[at].clone();
            let cite =
                self.line(|chance| format!("The {body} has worked in {place} since 19{}.", chance.below(90) + 10));
            let asks = [format!("What is the {body}?"), format!("Since when has the {body} worked in {place}?")];
            self.item("organisation", &[("id", &format!("body-{at}")), ("name", &body)], &cite, &asks);
            self.questions.push(format!("tell me what the {body} is"));
            self.bodies.push(body);
        }
        for at in 0..5 {
            let name = format!("{} {}", self.word(ENDS), self.word(ENDS));
            let (role, of) = (self.chance.pick(ROLES), at % 2);
            let (body, place) = (self.bodies[of].clone(), self.places[at % 3].clone());
            let cite = self.line(|_| format!("{name}, {role} of the {body}, lives in {place}."));
            let asks = [
                format!("Who is {name}?"),
                format!("What does {name} do?"),
                format!("Who is the {role} of the {body}?"),
            ];
            let keys = [
                ("id", format!("person-{at}")),
                ("name", name.clone()),
                ("role", role.to_owned()),
                ("of", format!("body-{of}")),
            ];
            let keys: Vec<(&str, &str)> = keys.iter().map(|(key, value)| (*key, value.as_str())).collect();
            self.item("person", &keys, &cite, &asks);
            self.questions.push(format!("what office does {name} hold?"));
            self.people.push((name, role));
        }
    }

    /// Six quotes, five claims, five facts, two events, two gaps.
    fn statements(&mut self) {
        for at in 0..20 {
            let person = at % 5;
            let (name, _) = self.people[person].clone();
            let place = self.places[at % 3].clone();
            let body = self.bodies[at % 2].clone();
            let (thing, kind) = (self.chance.pick(THINGS), self.chance.pick(KINDS));
            let (deed, done) = self.chance.pick(DEEDS);
            let (n, unit, day) = (self.chance.below(9000) + 11, self.chance.pick(UNITS), self.chance.pick(DAYS));
            let id = format!("e-{at}");
            match at {
                0..6 => {
                    let words = format!("We will {deed} the {kind} {thing} before {n} {unit} are gone");
                    let cite = self.line(|_| format!("“{words},” said {name} in {place}."));
                    let asks = [
                        format!("What did {name} say about the {thing}?"),
                        format!("What will they {deed}?"),
                        format!("Who said that the {kind} {thing} will be {done}?"),
                    ];
                    let keys = [("id", id.as_str()), ("speaker", &format!("person-{person}")), ("text", &words)];
                    self.item("quote", &keys, &cite, &asks);
                    self.questions.push(format!("did {name} comment on the {kind} {thing}?"));
                }
                6..11 => {
                    let says = format!("The {kind} {thing} cost {n} {unit}.");
                    let cite =
                        self.line(|_| format!("{name} claimed on {day} that the {kind} {thing} cost {n} {unit}."));
                    let asks = [
                        format!("How many {unit} did the {thing} cost?"),
                        format!("What did {name} claim on {day}?"),
                        format!("How much was the {kind} {thing}?"),
                    ];
                    self.item(
                        "claim",
                        &[("id", &id), ("by", &format!("person-{person}")), ("says", &says)],
                        &cite,
                        &asks,
                    );
                    self.questions.push(format!("what was the price of the {kind} {thing}, according to {name}?"));
                }
                11..16 => {
                    let cite = self.line(|_| format!("The {body} {done} the {kind} {thing} of {place} on {day}."));
                    let asks = [
                        format!("When did the {body} {deed} the {thing}?"),
                        format!("Who {done} the {kind} {thing}?"),
                        format!("What did the {body} do in {place}?"),
                    ];
                    self.item("fact", &[("id", &id), ("says", &cite), ("when", day)], &cite, &asks);
                    self.questions.push(format!("on which day was the {thing} in {place} {done}"));
                }
                16..18 => {
                    let cite = self.line(|_| format!("{n} {unit} reached {place} on {day}."));
                    let asks =
                        [format!("When did the {unit} reach {place}?"), format!("How many {unit} came to {place}?")];
                    let keys =
                        [("id", id.as_str()), ("says", &cite), ("when", day), ("where", &format!("place-{}", at % 3))];
                    self.item("event", &keys, &cite, &asks);
                    self.questions.push(format!("number of {unit} that got to {place}?"));
                }
                _ => {
                    let says = format!("The briefing doesn't say why the {thing} of {place} matters to {name}.");
                    let asks = [
                        format!("Why does the {thing} matter to {name}?"),
                        format!("What has {name} to do with the {thing}?"),
                    ];
                    self.item("gap", &[("id", &id), ("says", &says)], "", &asks);
                    self.questions.push(format!("for what reason does {name} care about the {thing} of {place}?"));
                }
            }
        }
        let (stranger, thing) = (self.word(ENDS), self.chance.pick(THINGS));
        self.questions.push(format!("What did {stranger} say about the {thing}?"));
    }

    fn finish(self) -> MadeUp {
        let article = self.lines.chunks(4).map(|paragraph| paragraph.join(" ")).collect::<Vec<_>>().join("\n");
        let toml = format!(
            "format = 1\n\n[briefing]\nid = \"{id}\"\ntitle = \"News from {place}\"\n\n[article]\ntitle = \"News from \
             {place}\"\ntext = \"article.txt\"\nsha256 = \"{sha256}\"\n{items}",
            id = self.id,
            place = self.places[0],
            sha256 = fingerprint(&article),
            items = self.items,
        );
        MadeUp { id: self.id, toml, article, questions: self.questions }
    }
}
