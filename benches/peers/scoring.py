"""Is a reply right? The rules of `briefing-bot eval` (src/review/judge.rs, src/review/fold.rs), for any program."""

import re
from dataclasses import dataclass, field

VERDICTS = ["right", "false_answer", "missed", "wrong"]

# Shortest excerpt that counts as evidence, and shortest run that two of them must share, in characters.
CONTAINED_MIN_CHARS = 12
SHARED_MIN_CHARS = 20

STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


@dataclass
class Reply:
    """What a program gave: `outcome` as the bot names it, the text a reader sees, the passages that it cites."""

    outcome: str
    text: str = ""
    excerpts: list = field(default_factory=list)


def fold(text):
    """Curly marks straightened, white space runs made one space, case folded, ends trimmed."""
    return re.sub(r"\s+", " ", text.translate(STRAIGHT)).strip(" ").casefold()


def overlap(citation, snippet):
    """Do a cited excerpt and a gold snippet share at least half of the shorter one?"""
    cited, gold = fold(citation), fold(snippet)
    if not cited or not gold:
        return False
    if cited in gold or gold in cited:
        return min(len(cited), len(gold)) >= min(len(gold), CONTAINED_MIN_CHARS)
    short, long = (cited, gold) if len(cited) < len(gold) else (gold, cited)
    n = min(max(SHARED_MIN_CHARS, len(short) // 2), len(short))
    return any(short[at : at + n] in long for at in range(len(short) - n + 1))


def judge(row, reply):
    """One of the verdicts, for a row of questions.jsonl and the reply to it."""
    if row["kind"] == "chitchat":
        return "right" if reply.outcome == "help" else "wrong"
    if row["kind"] == "unanswerable" or not row["gold"]:
        if reply.outcome == "answered":
            return "false_answer"
        return "right" if reply.outcome == "not_in_briefing" else "wrong"
    takes_abstention = any("doesn't say" in fold(need) for need in row["must_say"])
    if row["kind"] == "false_premise" and takes_abstention and reply.outcome == "not_in_briefing":
        return "right"
    if reply.outcome != "answered":
        return "missed"
    for group in row["gold"]:
        if not any(overlap(excerpt, snippet) for snippet in group for excerpt in reply.excerpts):
            return "wrong"
    text = fold(reply.text)
    said = fold(" ".join([reply.text, *reply.excerpts]))
    for need in row["must_say"]:
        if not any(fold(either) in said for either in need.split("|")):
            return "wrong"
    for bad in row.get("must_not_say", []):
        if any(each and fold(each) in text for each in bad.split("|")):
            return "wrong"
    return "right"
