"""Ids, days, lengths of time and conditions in words, as pages and sentences about the rules use them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspectorate.framework.conditions import Bound, Condition, Count, Every, GradeIs, Not, Some
from inspectorate.framework.model import Edition, Offset


def plain(id_: str) -> str:
    """An id as words: ``requires improvement``."""
    return id_.replace("_", " ")


def lowered(label: str) -> str:
    """A label within a sentence: its first letter small, unless the first word is an abbreviation."""
    first = label.split(" ", 1)[0]
    return label if first.isupper() and len(first) > 1 else label[:1].lower() + label[1:]


def capital(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def listed(parts: Sequence[str], word: str) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def day_text(day: date) -> str:
    """A day as ``6 November 2023``."""
    return f"{day.day} {day:%B %Y}"


def offset_text(offset: Offset) -> str:
    """A length of time: ``36 months``, ``1 week``."""
    unit, number = next((unit, number) for unit, number in offset.model_dump().items() if number is not None)
    return f"1 {plain(unit)[:-1]}" if number == 1 else f"{number} {plain(unit)}"


def condition_text(condition: Condition, edition: Edition) -> str:
    """A condition in words: ``overall effectiveness is good or better``."""
    match condition:
        case GradeIs(judgement, bound):
            return f"{_judgement(judgement, edition)} is {_bound(bound, edition)}"
        case Count(of, bound, at_least):
            named = listed([_judgement(id_, edition) for id_ in of], "and")
            return f"at least {at_least} of {named} are {_bound(bound, edition)}"
        case Every(parts):
            return listed([_part(part, edition) for part in parts], "and") or "always"
        case Some(parts):
            return listed([_part(part, edition) for part in parts], "or")
        case Not(part):
            return f"it is not so that {condition_text(part, edition)}"


def _part(condition: Condition, edition: Edition) -> str:
    """A part of a combination; one that is itself a combination is set in brackets."""
    words = condition_text(condition, edition)
    return f"({words})" if isinstance(condition, Every | Some | Not) else words


def _judgement(id_: str, edition: Edition) -> str:
    held = edition.judgements.get(id_)
    return f"“{lowered(held.label)}”" if held else plain(id_)


def _bound(bound: Bound, edition: Edition) -> str:
    grade = lowered(edition.scale[bound.grade].label) if bound.grade in edition.scale else plain(bound.grade)
    return grade + {"is": "", "at_least": " or better", "at_most": " or worse"}[bound.relation]
