"""Briefings and golden questions, as the programs are given them."""

import json
import tomllib


def entries_of(folder):
    """What the bot knows, as the peers are given it: an object an entry that has questions or citations."""
    briefing = tomllib.loads((folder / "briefing.toml").read_text(encoding="utf-8"))
    kinds = ["person", "organisation", "place", "quote", "claim", "fact", "event", "gap"]
    entries = [(kind, entry) for kind in kinds for entry in briefing.get(kind, [])]
    names = {entry["id"]: entry["name"] for _, entry in entries if "name" in entry}
    known = []
    for kind, entry in entries:
        if kind == "quote":
            text = f"{names.get(entry['speaker'], entry['speaker'])}: “{entry['text']}”"
        elif "says" in entry:
            by = names.get(entry.get("by"), entry.get("attribution"))
            when, where = entry.get("when"), names.get(entry.get("where"))
            parts = [f"{by}: {entry['says']}" if by else entry["says"], when, where]
            text = " · ".join(part for part in parts if part)
        else:
            text = ", ".join([entry["name"], *filter(None, [entry.get("role")])])
        asks, cites = entry.get("ask", []), entry.get("cite", [])
        if asks or cites:
            known.append(
                {
                    "id": entry["id"],
                    "is_gap": kind == "gap",
                    "text": text,
                    "cites": cites,
                    "asks": asks,
                    # Not shown, but part of what the bot understands by.
                    "hints": [*entry.get("aliases", []), *entry.get("denies", [])],
                }
            )
    return known


def rows_of(folder):
    """The golden questions, an object a row."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]
