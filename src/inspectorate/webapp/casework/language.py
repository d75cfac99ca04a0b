"""Whether a report is in plain words, agrees with its grades and names no child. People decide what to do about it,
but for what ``blocks``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inspectorate.framework.model import Edition
from inspectorate.webapp.casework.grade_words import denied_by_any, denied_by_its_area, sentences
from inspectorate.webapp.casework.report import Worded

LONG = 35
"""Words in a sentence from which on it is hard to read."""
HARD = 30.0
"""Flesch reading ease below which a paragraph reads like a scientific text."""
AVOID: dict[str, str] = {
    "going forward": "from now on",
    "in order to": "to",
    "with regard to": "about",
    "in terms of": "say what is meant",
    "prior to": "before",
    "subsequent to": "after",
    "utilise": "use",
    "facilitate": "help",
    "leverage": "use",
    "robust": "say what makes it work",
    "key stakeholders": "name them",
    "deep dive": "close look",
    "holistic": "say what is included",
    "service users": "children, young people or families",
    "cohort": "group",
    "frontline": "say which workers",
    "placement breakdown": "a child had to move",
    "contact": "family time",
}
AFTER_CHILD = ("Protection", "Sexual", "Criminal", "Exploitation", "Safeguarding", "Care", "Arrangements", "Death",
               "Poverty")  # fmt: skip
"""Words that are no name though a capital stands after “Child”: Child Protection, Child Safeguarding Review."""
NAMED = re.compile(
    r"\b(?:[Cc]hild|[Bb]oy|[Gg]irl|[Yy]oung person|[Bb]rother|[Ss]ister|[Bb]aby)"
    rf"(?:,? (?:called|named))? (?!(?:{'|'.join(AFTER_CHILD)})\b)([A-Z][a-z]{{2,}})\b"
)
NUMBERED = re.compile(r"\b(?:[A-Z]\d{12}|[A-Z]\d{11}[A-Z]|\d{3} ?\d{3} ?\d{4})\b")
BORN = re.compile(r"\bborn (?:on )?\d{1,2} \w+ \d{4}\b", re.I)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to look at in one text: ``of`` is its id. ``blocks``: the draft does not go on with it."""

    of: int
    sentence: str
    blocks: bool = False


def faults(report: Iterable[Worded], edition: Edition, grades: Mapping[str, str]) -> list[Fault]:
    """All that there is to look at, text by text. ``grades``: judgement id to grade id, as far as given."""
    return [fault for one in report if one.text for fault in _faults(one, edition, grades)]


def by_text(report: Iterable[Worded], edition: Edition, grades: Mapping[str, str]) -> dict[int, list[Fault]]:
    """The same by the id of each text."""
    found: dict[int, list[Fault]] = {}
    for fault in faults(report, edition, grades):
        found.setdefault(fault.of, []).append(fault)
    return found


def _faults(one: Worded, edition: Edition, grades: Mapping[str, str]) -> Iterator[Fault]:
    if found := NAMED.search(one.text):
        yield Fault(one.id, f"“{found.group(0)}” may name a child.", blocks=True)
    if found := NUMBERED.search(one.text) or BORN.search(one.text):
        yield Fault(one.id, f"“{found.group(0)}” may tell who a child is.", blocks=True)
    about = one.section in edition.judgements
    denied = denied_by_its_area(one, edition, grades) if about else denied_by_any(one.text, edition, grades)
    for sentence, blocks in denied:
        yield Fault(one.id, sentence, blocks=blocks)
    for phrase, better in AVOID.items():
        if re.search(rf"\b{re.escape(phrase)}\b", one.text, re.I):
            yield Fault(one.id, f"“{phrase}”: {better}.")
    for sentence in sentences(one.text):
        if (length := len(sentence.split())) > LONG:
            yield Fault(one.id, f"A sentence of {length} words: “{' '.join(sentence.split()[:6])} …”.")
    if len(one.text.split()) > LONG and (ease := reading_ease(one.text)) < HARD:
        yield Fault(one.id, f"It is hard to read (reading ease {ease:.0f}; 60 is plain English).")


def reading_ease(text: str) -> float:
    """Flesch reading ease (Flesch 1948): 206.835 - 1.015 words a sentence - 84.6 syllables a word. Text has words."""
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(_syllables(word) for word in words)
    return 206.835 - 1.015 * len(words) / max(1, len(sentences(text))) - 84.6 * syllables / max(1, len(words))


def _syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end not counted."""
    groups = len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))
    return max(1, groups)
