"""What changed from one edition to another: each value before and after, with where the new one comes from.

What an edition says of itself (title, life, consultations) is no rule, and a source that is better known changes none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspectorate.framework.conditions import parse_condition
from inspectorate.framework.loader import OWN
from inspectorate.framework.model import Confidence, Edition, Rule
from inspectorate.framework.references import rules
from inspectorate.framework.stated import as_stated
from inspectorate.framework.wording import condition_text, plain, source_title, value_text

NO_RULES = frozenset({*OWN, "sources"})
PROVENANCE = frozenset({"source", "confidence", "note", "about"})
WHOLE = frozenset(
    {"when", "then", "after", "earliest", "usual", "latest", "every", "length", "team", "equals", "may_slip", "within"}
)
"""Fields that are compared as one value, although they are mappings."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs. ``path`` leads to it; ``before`` or ``after`` is ``None`` where it is not there.

    ``source`` is the title of the text that the new value (the old one, if it is gone) was taken from.
    """

    path: tuple[str, ...]
    before: Any
    after: Any
    source: str | None
    confidence: Confidence | None


def diff(a: Edition, b: Edition) -> tuple[Change, ...]:
    """What differs in the rules of ``b`` from those of ``a``, in the order of ``b``."""
    old, new = (dict(rules(edition)) for edition in (a, b))
    found = []
    for path, before, after in _differences(_bare(as_stated(a)), _bare(as_stated(b)), ()):
        edition, rule = (b, _rule_at(path, new)) if after is not None else (a, _rule_at(path, old))
        source, confidence = _provenance(rule, path, edition)
        found.append(Change(path, before, after, source, confidence))
    return tuple(found)


def sentence(change: Change, a: Edition, b: Edition) -> str:
    """A change in words."""
    edition = a if change.after is None else b
    told = subject(change.path, edition)
    if change.before is None:
        return f"{told}: new, {_value(change, change.after, b)}."
    if change.after is None:
        return f"{told}: gone (was {_value(change, change.before, a)})."
    return f"{told}: {_value(change, change.after, b)} (was {_value(change, change.before, a)})."


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _bare(part) for key, part in value.items() if part is not None}
    return value


def _differences(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    inside = isinstance(before, Mapping) and isinstance(after, Mapping)
    if not inside or (path and path[-1] in WHOLE):
        if before != after:
            yield path, _unsourced(before), _unsourced(after)
        return
    skipped = NO_RULES if not path else PROVENANCE if "confidence" in after else frozenset[str]()
    for key in [*after, *(key for key in before if key not in after)]:
        if key not in skipped:
            yield from _differences(before.get(key), after.get(key), (*path, key))


def _unsourced(value: Any) -> Any:
    """A rule as its own fields; how sure we are of them is told beside it."""
    if not isinstance(value, Mapping):
        return value
    skipped = PROVENANCE if "confidence" in value else frozenset[str]()
    return {key: _unsourced(part) for key, part in value.items() if key not in skipped and part not in ((), [], {})}


def _rule_at(path: tuple[str, ...], held: Mapping[tuple[str, ...], Rule]) -> Rule | None:
    above = (path[:length] for length in range(len(path), 0, -1))
    return next((held[part] for part in above if part in held), None)


def _provenance(rule: Rule | None, path: tuple[str, ...], edition: Edition) -> tuple[str | None, Confidence | None]:
    if rule is None:
        return None, None
    about = next((rule.about[step] for step in reversed(path) if step in rule.about), None)
    if about is None:
        return source_title(rule.source, edition), rule.confidence
    return source_title(about.source or rule.source, edition), about.confidence


UNSAID = frozenset({"label", "short", "when", "after"})
"""What a new or gone rule need not repeat: its name, and a condition that would fill the line."""

SECTIONS = {
    "judgements": "Judgement",
    "limits": "Limit",
    "events": "Event",
    "pathways": "Pathway",
    "always": "Always due",
    "standings": "On the register",
    "conversions": "Conversion",
    "clocks": "Clock",
    "pauses": "Pause",
    "parameters": "Parameter",
    "scale": "Grade",
}


def subject(path: tuple[str, ...], edition: Edition) -> str:
    """What a path of an edition leads to, in words: ``Event “Full inspection”, notice working days``."""
    if path[0] not in SECTIONS or len(path) == 1:
        return plain(path[0]).capitalize()
    held: Mapping[str, Any] = getattr(edition, path[0])
    name = getattr(held.get(path[1]), "label", plain(path[1]))
    steps = [plain(step) for step in path[2:] if step != "due"]
    return ", ".join([f"{SECTIONS[path[0]]} “{name}”", *steps])


def _value(change: Change, value: Any, edition: Edition) -> str:
    if change.path[-1] in ("when", "then", "after"):
        return condition_text(parse_condition(value), edition)
    if isinstance(value, Mapping) and {"when", "then"} <= set(value):
        when, then = (condition_text(parse_condition(value[key]), edition) for key in ("when", "then"))
        return f"{value['force']}, when {when}, then {then}"
    if isinstance(value, Mapping):
        return value_text({key: part for key, part in value.items() if key not in UNSAID})
    return value_text(value)
