//! Verbs that tell who said something: "said", "told", "warned".

use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;

/// Base form and past form. The other forms follow from the base.
const VERBS: &[(&str, &str)] = &[
    ("accuse", "accused"),
    ("acknowledge", "acknowledged"),
    ("add", "added"),
    ("admit", "admitted"),
    ("advise", "advised"),
    ("affirm", "affirmed"),
    ("agree", "agreed"),
    ("allege", "alleged"),
    ("announce", "announced"),
    ("answer", "answered"),
    ("argue", "argued"),
    ("ask", "asked"),
    ("assert", "asserted"),
    ("assure", "assured"),
    ("boast", "boasted"),
    ("brand", "branded"),
    ("call", "called"),
    ("caution", "cautioned"),
    ("chant", "chanted"),
    ("claim", "claimed"),
    ("comment", "commented"),
    ("complain", "complained"),
    ("concede", "conceded"),
    ("conclude", "concluded"),
    ("confess", "confessed"),
    ("confirm", "confirmed"),
    ("contend", "contended"),
    ("continue", "continued"),
    ("counter", "countered"),
    ("cry", "cried"),
    ("decide", "decided"),
    ("declare", "declared"),
    ("demand", "demanded"),
    ("deny", "denied"),
    ("describe", "described"),
    ("disclose", "disclosed"),
    ("emphasise", "emphasised"),
    ("emphasize", "emphasized"),
    ("estimate", "estimated"),
    ("exclaim", "exclaimed"),
    ("explain", "explained"),
    ("express", "expressed"),
    ("find", "found"),
    ("hint", "hinted"),
    ("hope", "hoped"),
    ("imply", "implied"),
    ("inform", "informed"),
    ("inquire", "inquired"),
    ("insist", "insisted"),
    ("interject", "interjected"),
    ("joke", "joked"),
    ("lament", "lamented"),
    ("maintain", "maintained"),
    ("mention", "mentioned"),
    ("mutter", "muttered"),
    ("note", "noted"),
    ("observe", "observed"),
    ("opine", "opined"),
    ("order", "ordered"),
    ("outline", "outlined"),
    ("pledge", "pledged"),
    ("point", "pointed"),
    ("post", "posted"),
    ("praise", "praised"),
    ("predict", "predicted"),
    ("proclaim", "proclaimed"),
    ("promise", "promised"),
    ("quip", "quipped"),
    ("read", "read"),
    ("reason", "reasoned"),
    ("recall", "recalled"),
    ("recount", "recounted"),
    ("reflect", "reflected"),
    ("reiterate", "reiterated"),
    ("remark", "remarked"),
    ("remember", "remembered"),
    ("repeat", "repeated"),
    ("reply", "replied"),
    ("report", "reported"),
    ("request", "requested"),
    ("respond", "responded"),
    ("retort", "retorted"),
    ("reveal", "revealed"),
    ("rule", "ruled"),
    ("say", "said"),
    ("scoff", "scoffed"),
    ("shout", "shouted"),
    ("sigh", "sighed"),
    ("state", "stated"),
    ("stress", "stressed"),
    ("suggest", "suggested"),
    ("tell", "told"),
    ("testify", "testified"),
    ("think", "thought"),
    ("tweet", "tweeted"),
    ("urge", "urged"),
    ("voice", "voiced"),
    ("vow", "vowed"),
    ("warn", "warned"),
    ("whisper", "whispered"),
    ("wonder", "wondered"),
    ("write", "wrote"),
    ("yell", "yelled"),
];

/// Those that put words upon a thing: "called the plan “a gamble”".
const NAMING: &[&str] = &[
    "call",
    "called",
    "calls",
    "calling",
    "describe",
    "described",
    "describes",
    "describing",
    "brand",
    "branded",
    "brands",
    "branding",
    "label",
    "labelled",
    "labeled",
    "labels",
    "dismiss",
    "dismissed",
    "dismisses",
    "dismissing",
    "denounced",
    "condemned",
    "praised",
    "hailed",
    "criticised",
    "criticized",
];

/// Those after which a clause without quotation marks is what was said.
const PLAIN: &[&str] = &[
    "said",
    "says",
    "warned",
    "warns",
    "claimed",
    "claims",
    "argued",
    "argues",
    "insisted",
    "insists",
    "announced",
    "announces",
    "added",
    "adds",
    "estimated",
    "estimates",
    "alleged",
    "alleges",
    "predicted",
    "predicts",
    "denied",
    "promised",
    "promises",
    "stated",
    "states",
    "conceded",
    "concedes",
    "admitted",
    "admits",
    "acknowledged",
    "told",
    "confirmed",
    "confirms",
    "suggested",
    "suggests",
    "stressed",
    "maintained",
    "explained",
    "vowed",
    "noted",
];

#[expect(clippy::non_std_lazy_statics, reason = "once_cell serves all statics of this crate")]
static FORMS: Lazy<FxHashSet<String>> = Lazy::new(|| {
    let mut forms = FxHashSet::default();
    for (base, past) in VERBS {
        forms.insert((*past).to_owned());
        forms.insert(third_person(base));
        forms.insert(participle(base));
    }
    forms
});

fn third_person(base: &str) -> String {
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ if ["s", "sh", "ch", "x"].iter().any(|end| base.ends_with(end)) => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

fn participle(base: &str) -> String {
    match base.strip_suffix('e') {
        Some(stem) if !stem.ends_with('e') => format!("{stem}ing"),
        _ => format!("{base}ing"),
    }
}

/// Is the word, in lower case, a finite form or participle of a reporting verb?
///
/// # Examples
/// ```
/// use briefing_bot::knowledge::reporting::is_reporting;
///
/// assert!(is_reporting("said") && is_reporting("replies") && is_reporting("warning"));
/// assert!(!is_reporting("walked"));
/// ```
#[must_use]
pub fn is_reporting(word: &str) -> bool {
    FORMS.contains(word)
}

/// Does the word, in lower case, put words upon a thing, as "called" does?
#[must_use]
pub fn is_naming(word: &str) -> bool {
    NAMING.contains(&word)
}

/// Is the word, in lower case, one after which a clause without quotation marks is what was said?
#[must_use]
pub fn is_plain(word: &str) -> bool {
    PLAIN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_known() {
        for word in ["said", "says", "saying", "replied", "replies", "cries", "told", "stresses", "noting", "agreeing"]
        {
            assert!(is_reporting(word), "{word}");
        }
        for word in ["", "say-so", "bridge", "Said"] {
            assert!(!is_reporting(word), "{word}");
        }
        assert!(VERBS.is_sorted() && VERBS.len() >= 100);
    }
}
