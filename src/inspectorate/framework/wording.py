"""Words for what an edition holds: conditions, lengths of time, values, and where a value comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspectorate.framework.conditions import Bound, Condition, Count, Every, GradeIs, Not, Some
from inspectorate.framework.model import Edition, Limit, Offset, Rule, TeamSize

UNITS = {"months": "month", "weeks": "week", "working_days": "working day", "days": "day"}


def condition_text(condition: Condition, edition: Edition) -> str:
    """A condition as a clause: ``leadership is good or better``."""
    if isinstance(condition, GradeIs):
        return f"{_judgement(condition.judgement, edition)} is {_bound_text(condition.bound, edition)}"
    if isinstance(condition, Count):
        return _count_text(condition, edition)
    if isinstance(condition, Not):
        return f"it is not so that ({condition_text(condition.part, edition)})"
    if not condition.parts:
        return "always" if isinstance(condition, Every) else "never"
    texts = [condition_text(part, edition) for part in condition.parts]
    word = " and " if isinstance(condition, Every) else " or "
    if len(texts) == 1:
        return texts[0]
    inner = zip(texts, condition.parts, strict=True)
    return word.join(f"({text})" if isinstance(part, Every | Some) else text for text, part in inner)


def limit_text(limit: Limit, edition: Edition) -> str:
    """What a limit on judgements says: ``When leadership is inadequate, then overall is inadequate.``"""
    return f"When {condition_text(limit.when, edition)}, then {condition_text(limit.then, edition)}."


def _count_text(condition: Count, edition: Edition) -> str:
    names = listed([_judgement(name, edition) for name in condition.of])
    bound = _bound_text(condition.bound, edition)
    if condition.at_least == len(condition.of):
        return f"{names} are {bound}"
    return f"at least {number(condition.at_least)} of {names} {'is' if condition.at_least == 1 else 'are'} {bound}"


def _judgement(id_: str, edition: Edition) -> str:
    held = edition.judgements.get(id_)
    return f"“{(held.short or held.label) if held else plain(id_)}”"


def _bound_text(bound: Bound, edition: Edition) -> str:
    held = edition.grade(bound.grade)
    grade = held.label.lower() if held else plain(bound.grade)
    return grade + {"is": "", "at_least": " or better", "at_most": " or worse"}[bound.relation]


def offset_text(offset: Offset) -> str:
    """``36 months``, ``1 week``, ``70 working days``."""
    (text,) = (_several(length, UNITS[unit]) for unit, length in offset.model_dump(exclude_none=True).items())
    return text


def _several(length: int, unit: str) -> str:
    return f"{length} {unit}" if length == 1 else f"{length} {unit}s"


def team_text(team: TeamSize) -> str:
    """``4``, or ``4 (small 3, large 5)`` where size counts."""
    sizes = [f"{name} {size}" for name, size in (("small", team.small), ("large", team.large)) if size is not None]
    return f"{team.usual} ({', '.join(sizes)})" if sizes else str(team.usual)


def provenance_text(rule: Rule) -> str:
    """How sure we are of a rule, by which source, and of each field that differs: ``official (law); team derived``."""
    parts = [f"{rule.confidence.value} ({plain(rule.source)})"]
    for name, about in rule.about.items():
        source = f" ({plain(about.source)})" if about.source else ""
        parts.append(f"{plain(name)} {about.confidence.value}{source}")
    return "; ".join(parts)


def notes_text(rule: Rule) -> str:
    """The notes of a rule and of its fields, as sentences."""
    told = [
        rule.note,
        *(f"{plain(name).capitalize()}: {about.note}" for name, about in rule.about.items() if about.note),
    ]
    return " ".join(_sentence(note) for note in told if note)


def _sentence(text: str) -> str:
    stripped = text.strip()
    return stripped if stripped.endswith((".", ";", "…")) else f"{stripped}."


def source_title(id_: str, edition: Edition) -> str:
    """The title of a source."""
    held = edition.sources.get(id_)
    return held.title if held else plain(id_)


def value_text(value: Any) -> str:
    """Any plain value of an edition in words."""
    if value is None:
        return "left open"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _mapping_text(value)
    if isinstance(value, list | tuple):
        return ", ".join(value_text(part) for part in value) or "none"
    return str(value)


def _mapping_text(value: Mapping[str, Any]) -> str:
    if len(value) == 1:
        ((key, length),) = value.items()
        if key in UNITS and isinstance(length, int):
            return _several(length, UNITS[key])
    return ", ".join(f"{plain(key)} {value_text(part)}" for key, part in value.items()) or "none"


def plain(id_: str) -> str:
    """An id as words."""
    return id_.replace("_", " ")


def listed(parts: Sequence[str], word: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def number(n: int) -> str:
    """Small numbers in words."""
    return ("no", "one", "two", "three", "four", "five")[n] if 0 <= n <= 5 else str(n)
