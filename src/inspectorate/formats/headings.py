"""What a heading means, whatever its case, line breaks, order or regime's wording.

A heading is taken apart: phrases that name a regime and an occurrence ("first", "re-inspection") are set aside, and
what is left must be a phrase of the vocabulary, whole. A heading that is not understood whole is not understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from inspectorate.formats import heading_words as columns
from inspectorate.formats import vocabulary as words

# Nothing longer is a heading; noise is not worth taking apart.
LONGEST_HEADING = 200


class UnreadableError(Exception):
    """The headings of a table do not tell what is needed. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its ``role``, and where the heading says so regime, occurrence, judged area or kind of code.

    ``detail`` is the judged area of a ``grade`` (or of the date of a re-inspection of one area), the scheme of a
    ``code`` and the grade of a ``count``. ``wording_of`` is a regime whose wording the heading is, without naming it.
    """

    text: str
    role: str
    regime: str | None = None
    occurrence: str | None = None
    detail: str | None = None
    wording_of: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A text taken apart: the regime and the occurrence that it names, and the words that are left."""

    regime: str | None
    occurrence: str | None
    rest: str


def plain(text: str) -> str:
    """Lower case, apostrophes dropped, ``&`` spelled out, every other sign a space: ``"LA's\\n(OE)"`` is ``las oe``."""
    lowered = re.sub("['’‘`]", "", text.lower()).replace("&", " and ")
    return " ".join(re.findall("[a-z0-9]+", lowered))


def _roles() -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {
        phrase: (role, None) for role, phrases in columns.ROLES.items() for phrase in phrases
    }
    found |= {phrase: ("code", scheme) for scheme, phrases in columns.CODES.items() for phrase in phrases}
    found |= {
        phrase: ("count", words.GRADE_OF_STEP.get(step, "requires_improvement"))
        for phrase, step in words.GRADES.items()
        if not phrase.isdigit()
    }
    return found


_ROLE_OF = _roles()
_CONCEPT_OF = {phrase: concept for concept, phrases in columns.CONCEPTS.items() for phrase in phrases}
_DATE_ENDINGS = sorted(
    ((phrase, role) for role, found in columns.DATES.items() for phrase in found), key=lambda x: -len(x[0])
)
_REGIME_PHRASES = sorted(
    [(phrase, regime, None) for regime, found in words.REGIMES.items() for phrase in found.phrases]
    + [(phrase, regime, "reinspection") for phrase, regime in words.REINSPECTION_OF.items()],
    key=lambda found: -len(found[0]),
)


# Every word of every phrase. A heading is understood whole or not at all, so one word from elsewhere settles it.
_WORDS = frozenset(
    word
    for phrase in (
        *_ROLE_OF,
        *_CONCEPT_OF,
        *(ending for ending, _ in _DATE_ENDINGS),
        *(phrase for phrase, _, _ in _REGIME_PHRASES),
        *words.OCCURRENCES,
        *columns.GRADE_ENDINGS,
    )
    for word in phrase.split()
)


def _without(text: str, phrase: str) -> str | None:
    """``text`` without the whole words of ``phrase``, ``None`` where they do not stand in it."""
    padded = f" {text} "
    if f" {phrase} " not in padded:
        return None
    return " ".join(padded.replace(f" {phrase} ", " ").split())


def name_regime(text: str) -> Named | None:
    """Take the regime and the occurrence out of a plain text; ``None`` where it names two different ones."""
    regimes: set[str] = set()
    occurrences: set[str] = set()
    for phrase, regime, occurrence in _REGIME_PHRASES:
        rest = _without(text, phrase)
        if rest is not None:
            text = rest
            regimes.add(regime)
            occurrences |= {occurrence} if occurrence else set()
    for phrase, occurrence in words.OCCURRENCES.items():
        rest = _without(text, phrase)
        if rest is not None:
            text = rest
            occurrences.add(occurrence)
    if len(regimes) > 1 or len(occurrences) > 1:
        return None
    return Named(next(iter(regimes), None), next(iter(occurrences), None), text)


def _before(text: str, ending: str) -> str | None:
    if text == ending:
        return ""
    return text[: -len(ending) - 1] if text.endswith(" " + ending) else None


def _dated(named: Named) -> tuple[str, str | None] | None:
    for ending, role in _DATE_ENDINGS:
        before = _before(named.rest, ending)
        if before == "":
            return role, None
        if before is not None and before in _CONCEPT_OF:
            return role, _CONCEPT_OF[before]
    return None


def _graded(rest: str) -> str | None:
    """The area that a heading grades. "Overall effectiveness" alone is overall; "LSCB overall effectiveness" is not."""
    stripped = rest
    while ending := next((end for end in columns.GRADE_ENDINGS if _before(stripped, end) is not None), None):
        stripped = _before(stripped, ending) or ""
    if stripped == "":
        return words.OVERALL if "overall" in rest.split() or rest == "oe" else None
    return _CONCEPT_OF.get(stripped)


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading | None:
    """The meaning of one heading, ``None`` where it is not understood whole.

    >>> read_heading("Second ILACS framework\\npublication date")
    Heading(text='Second ILACS framework\\npublication date', role='published', regime='ilacs', occurrence='second', \
detail=None, wording_of=None)
    """
    if len(text) > LONGEST_HEADING:
        return None
    whole = plain(text)
    if not _WORDS.issuperset(whole.split()):
        return None
    if whole in _ROLE_OF:
        role, detail = _ROLE_OF[whole]
        return Heading(text, role, detail=detail)
    named = name_regime(whole)
    if named is None:
        return None
    if (dated := _dated(named)) is not None:
        return Heading(text, dated[0], named.regime, named.occurrence, dated[1])
    if (concept := _graded(named.rest)) is not None:
        return Heading(text, "grade", named.regime, named.occurrence, concept, _wording(named.rest))
    if named.rest in columns.ROLES["event"] and named.regime is not None:
        return Heading(text, "event", named.regime, named.occurrence)
    return None


def _wording(rest: str) -> str | None:
    return next(
        (regime for phrase, regime in columns.WORDING_OF.items() if rest == phrase or rest == f"{phrase} grade"), None
    )
