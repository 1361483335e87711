//! What a number measures: a sum of money, an age, a time of day … A question asks for one of them, a passage states some.

use super::quantity;
use super::words::Word;

/// Kinds of measure, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measures(u16);

impl Measures {
    /// None, or any.
    pub const NONE: Self = Self(0);
    /// A sum of money.
    pub const MONEY: Self = Self(1);
    /// A share of a hundred.
    pub const PERCENT: Self = Self(1 << 1);
    /// How old someone or something is.
    pub const AGE: Self = Self(1 << 2);
    /// A length, height, depth or distance.
    pub const LENGTH: Self = Self(1 << 3);
    /// An area.
    pub const AREA: Self = Self(1 << 4);
    /// A weight.
    pub const WEIGHT: Self = Self(1 << 5);
    /// A temperature.
    pub const TEMPERATURE: Self = Self(1 << 6);
    /// A speed.
    pub const SPEED: Self = Self(1 << 7);
    /// A time of day.
    pub const CLOCK: Self = Self(1 << 8);
    /// A day of the week.
    pub const WEEKDAY: Self = Self(1 << 9);
    /// A day of a month, or a month.
    pub const DAY: Self = Self(1 << 10);
    /// A year.
    pub const YEAR: Self = Self(1 << 11);
    /// Points of one side against those of the other.
    pub const SCORE: Self = Self(1 << 12);
    /// A volume.
    pub const VOLUME: Self = Self(1 << 13);

    /// Do the sets share a kind?
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// No kind at all?
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// Numbers that are read as years.
pub const YEARS: std::ops::RangeInclusive<u32> = 1000..=2100;

/// A unit stands within this many words behind its number: "two and a half million crowns".
const UNIT_WORDS: usize = 3;

/// What a question with question word `at` wants measured; none where any number would do.
#[must_use]
pub fn asked(words: &[Word<'_>], at: usize) -> Measures {
    let next = words.get(at + 1).map_or("", |word| &*word.text);
    if &*words[at].text == "how" {
        return match next {
            "old" => Measures::AGE,
            "far" | "high" if words[at + 2..].iter().any(|word| is_change(&word.text)) => Measures::NONE,
            "high" => how_high(&words[at + 2..]),
            "far" | "tall" | "deep" | "wide" => Measures::LENGTH,
            "hot" | "cold" | "warm" => Measures::TEMPERATURE,
            "fast" => Measures::SPEED,
            "heavy" => Measures::WEIGHT,
            "expensive" => Measures::MONEY,
            "much" => how_much(&words[at + 2..]),
            _ => Measures::NONE,
        };
    }
    if &*words[at].text == "when" {
        return Measures::NONE;
    }
    words[at + 1..].iter().take(4).map(|word| by_noun(&word.text)).find(|m| !m.is_none()).unwrap_or_else(|| {
        let rest = &words[at + 1..];
        if rest.iter().any(|word| matches!(&*word.text, "cost" | "earn")) { Measures::MONEY } else { Measures::NONE }
    })
}

/// "How far did sales fall?" asks for no distance.
fn is_change(verb: &str) -> bool {
    matches!(verb, "fall" | "drop" | "rise" | "climb" | "sink" | "slip" | "jump" | "grow" | "shrink")
}

/// "How high is the fine?" asks for no height.
fn how_high(rest: &[Word<'_>]) -> Measures {
    let nouns = rest.iter().map(|word| by_noun(word.text.strip_suffix('s').unwrap_or(&word.text)));
    nouns.into_iter().find(|measures| !measures.is_none()).unwrap_or(Measures::LENGTH)
}

fn how_much(rest: &[Word<'_>]) -> Measures {
    let is_sum = |word: &Word<'_>| {
        matches!(
            &*word.text,
            "money"
                | "cash"
                | "cost"
                | "pay"
                | "paid"
                | "spend"
                | "spent"
                | "worth"
                | "charge"
                | "charged"
                | "fined"
                | "earn"
                | "earned"
                | "owe"
                | "lend"
                | "lent"
                | "borrow"
                | "raise"
                | "price"
                | "fee"
                | "funding"
                | "invest"
                | "invested"
                | "donate"
                | "donated"
                | "sell"
                | "sold"
        )
    };
    if rest.iter().any(is_sum) { Measures::MONEY } else { Measures::NONE }
}

fn by_noun(noun: &str) -> Measures {
    match noun {
        "price" | "cost" | "fee" | "fine" | "salary" | "wage" | "budget" | "revenue" | "turnover" | "profit"
        | "fare" | "sum" | "reward" | "rent" | "penalty" => Measures::MONEY,
        "percentage" | "percent" | "proportion" => Measures::PERCENT,
        "age" => Measures::AGE,
        "distance" | "height" | "depth" | "width" | "altitude" | "elevation" | "length" => Measures::LENGTH,
        "area" => Measures::AREA,
        "weight" => Measures::WEIGHT,
        "temperature" => Measures::TEMPERATURE,
        "speed" => Measures::SPEED,
        "time" => Measures::CLOCK,
        "weekday" => Measures::WEEKDAY,
        "day" | "date" => Measures::DAY.with(Measures::WEEKDAY),
        "month" => Measures::DAY,
        "year" => Measures::YEAR,
        "score" => Measures::SCORE,
        _ => Measures::NONE,
    }
}

/// What a word of a passage measures, with the words around it.
#[must_use]
pub fn of_word(words: &[Word<'_>], at: usize) -> Measures {
    let word = &words[at];
    let text = &*word.text;
    let mut found = if quantity::is_weekday(text.strip_suffix('s').unwrap_or(text)) {
        Measures::WEEKDAY
    } else if is_month(word) {
        Measures::DAY
    } else if matches!(text, "noon" | "midnight" | "o'clock" | "dawn" | "dusk") {
        Measures::CLOCK
    } else if is_year(text) && !word.is_money && !is_grouped(word) {
        Measures::YEAR
    } else {
        Measures::NONE
    };
    if word.is_money {
        found = found.with(Measures::MONEY);
    }
    if quantity::is_fraction(text) && !word.is_capital {
        found = found.with(Measures::PERCENT);
    }
    if word.is_number || quantity::number_word(text).is_some() || matches!(text, "half" | "quarter") {
        found = found.with(of_number(words, at));
    }
    found
}

fn is_month(word: &Word<'_>) -> bool {
    match &*word.text {
        "may" | "march" => word.is_capital,
        "sun" | "mar" | "sat" => false,
        text => quantity::is_calendar_name(text),
    }
}

/// Written with a comma: "1,500" is an amount.
fn is_grouped(word: &Word<'_>) -> bool {
    (word.span.1 - word.span.0) as usize > word.text.len()
}

/// A year, or a decade such as `1970s`.
#[must_use]
pub fn is_year(text: &str) -> bool {
    let digits = text.strip_suffix('s').unwrap_or(text);
    digits.len() == 4 && digits.parse().is_ok_and(|year: u32| YEARS.contains(&year))
}

fn of_number(words: &[Word<'_>], at: usize) -> Measures {
    let text = &*words[at].text;
    let mut found = Measures::NONE;
    if text.ends_with("am") || text.ends_with("pm") || is_clock(text) {
        found = found.with(Measures::CLOCK);
    }
    if let Some(next) = words.get(at + 1) {
        let next_is_number = next.is_number || quantity::number_word(&next.text).is_some();
        if next_is_number && next.is_joined && !is_year(text) {
            found = found.with(Measures::SCORE);
        }
        if matches!(&*next.text, "years" | "year" | "months" | "weeks" | "days")
            && words[at + 1..].iter().take(3).any(|word| matches!(&*word.text, "old" | "aged"))
        {
            found = found.with(Measures::AGE);
        }
    }
    let before = at.checked_sub(1).map(|at| &words[at]);
    // "Ann Poe, 43, said": a number between two pauses behind a name.
    let stands_alone = words[at].after_pause && words.get(at + 1).is_none_or(|next| next.after_pause);
    if before.is_some_and(|word| &*word.text == "aged" || (word.is_capital && stands_alone && text.len() <= 2)) {
        found = found.with(Measures::AGE);
    }
    // "She was 91."
    let is_person = |word: &Word<'_>| matches!(&*word.text, "she" | "he" | "who" | "both") || word.is_capital;
    let is_all_told = words.get(at + 1).is_none_or(|next| next.after_pause);
    if is_all_told && text.len() <= 3 && at > 1 && matches!(&*words[at - 1].text, "was" | "is" | "be" | "turned") {
        found = if is_person(&words[at - 2]) { found.with(Measures::AGE) } else { found };
    }
    for word in words[at + 1..].iter().take(UNIT_WORDS) {
        if word.after_pause {
            break;
        }
        found = found.with(of_unit(&word.text));
    }
    found
}

/// "7.30", "20.46".
fn is_clock(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once('.') else { return false };
    minute.len() == 2
        && hour.parse().is_ok_and(|hour: u32| hour < 25)
        && minute.parse().is_ok_and(|minute: u32| minute < 60)
}

fn of_unit(unit: &str) -> Measures {
    match unit {
        "dollar" | "dollars" | "euro" | "euros" | "pound" | "pounds" | "yen" | "yuan" | "rouble" | "roubles"
        | "ruble" | "rubles" | "rupee" | "rupees" | "franc" | "francs" | "krona" | "kronor" | "krone" | "kroner"
        | "crown" | "crowns" | "peso" | "pesos" | "cent" | "cents" | "pence" | "penny" | "dinar" | "dinars"
        | "lira" | "mark" | "marks" | "shilling" | "shillings" | "guilder" | "guilders" | "usd" | "eur" | "gbp"
        | "ducat" | "ducats" | "florin" | "florins" | "hryvnia" | "zloty" => Measures::MONEY,
        "percent" | "percentage" => Measures::PERCENT,
        "metre" | "metres" | "meter" | "meters" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "km"
        | "mile" | "miles" | "foot" | "feet" | "inch" | "inches" | "yard" | "yards" | "centimetre" | "centimetres"
        | "centimeter" | "centimeters" | "millimetre" | "millimetres" | "mm" | "cm" | "ft" | "mi" | "lightyear"
        | "fathom" | "fathoms" => Measures::LENGTH,
        "hectare" | "hectares" | "acre" | "acres" | "square" | "sq" => Measures::AREA,
        "kilogram" | "kilograms" | "kilo" | "kilos" | "kg" | "gram" | "grams" | "tonne" | "tonnes" | "ton" | "tons"
        | "ounce" | "ounces" | "lb" | "lbs" => Measures::WEIGHT,
        "degree" | "degrees" | "celsius" | "fahrenheit" => Measures::TEMPERATURE,
        "mph" | "kmh" | "knot" | "knots" => Measures::SPEED,
        "litre" | "litres" | "liter" | "liters" | "gallon" | "gallons" | "barrel" | "barrels" | "cubic" => {
            Measures::VOLUME
        }
        "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "o'clock" => Measures::CLOCK,
        _ => Measures::NONE,
    }
}
