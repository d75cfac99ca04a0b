"""Whether an edition's parts fit together: every id that a rule names is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from inspectorate.framework.conditions import ALWAYS, Condition, comparisons
from inspectorate.framework.errors import Problem
from inspectorate.framework.located import Located, Path
from inspectorate.framework.model import Anchor, Duty, Edition, Pathway, Rule
from inspectorate.framework.setting_types import setting_types

FINDINGS = ("area_for_priority_action", "concern_to_be_put_right", "requirement", "recommendation")
"""The kinds of finding that a duty may answer."""

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")

RULES = (
    "judgements",
    "limits",
    "events",
    "requests",
    "panels",
    "pathways",
    "always",
    "standings",
    "conversions",
    "clocks",
    "pauses",
    "parameters",
    "consultations",
)
"""The parts of an edition that hold rules by id."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A name that leads nowhere, and the path of the value that holds it."""

    path: Path
    problem: str
    mend: str


def problems(edition: Edition, found: Located) -> list[Problem]:
    """Everything that does not fit, at the lines of ``found``, which the edition was made from."""
    return [found.find(fault.path).problem(fault.problem, fault.mend) for fault in _faults(edition)]


def rules(edition: Edition) -> Iterator[tuple[tuple[str, ...], Rule]]:
    """Every rule of an edition with its path, those within pathways and consultations too."""
    for section in RULES:
        held: Mapping[str, Rule] = getattr(edition, section)
        for id_, rule in held.items():
            yield (section, id_), rule
    for id_, pathway in edition.pathways.items():
        yield from (((("pathways", id_, "due", name)), duty) for name, duty in pathway.due.items())
    for id_, consultation in edition.consultations.items():
        asked = consultation.questions.items()
        yield from (((("consultations", id_, "questions", name)), question) for name, question in asked)


def _faults(edition: Edition) -> Iterator[Fault]:
    for path, rule in rules(edition):
        yield from _source_faults(edition, path, rule)
    yield from _name_faults(edition)
    yield from _life_faults(edition)
    yield from _scale_faults(edition)
    yield from _judgement_faults(edition)
    yield from _event_faults(edition)
    for id_, limit in edition.limits.items():
        yield from _condition_faults(edition, ("limits", id_, "when"), limit.when)
        yield from _condition_faults(edition, ("limits", id_, "then"), limit.then)
    for id_, request in edition.requests.items():
        yield from _named(("requests", id_, "events"), "event", request.events, edition.events)
    for id_, panel in edition.panels.items():
        yield from _named(("panels", id_, "events"), "event", panel.events, edition.events)
        yield from _named(("panels", id_, "grades"), "grade", panel.grades, edition.every_grade)
    for id_, pathway in edition.pathways.items():
        yield from _pathway_faults(edition, ("pathways", id_), pathway)
    yield from _duties_faults(edition, ("always",), edition.always)
    for id_, rule in edition.standings.items():
        yield from _named(("standings", id_, "waits"), "event", rule.waits, edition.events)


def _source_faults(edition: Edition, path: tuple[str, ...], rule: Rule) -> Iterator[Fault]:
    yield from _named((*path, "source"), "source", [rule.source], edition.sources)
    for name, about in rule.about.items():
        yield from _named((*path, "about", name), f"field of {path[-1]}", [name], _own_fields(rule))
        if about.source is not None:
            yield from _named((*path, "about", name, "source"), "source", [about.source], edition.sources)


def _own_fields(rule: Rule) -> list[str]:
    return [name for name in type(rule).model_fields if name not in Rule.model_fields]


def _name_faults(edition: Edition) -> Iterator[Fault]:
    for field in ("regime", "variant"):
        name = getattr(edition, field)
        # An id is taken apart at / and +, and becomes a file name.
        if name is not None and not NAME.fullmatch(name):
            yield Fault((field,), f"{name!r} cannot be part of an id", "write small letters, digits, - and _ only")


def _life_faults(edition: Edition) -> Iterator[Fault]:
    if not edition.life:
        yield Fault(
            ("life",), "the edition has no stage of life", "add one, as in [{status: draft, first: 2018-01-01}]"
        )
    firsts = [stage.first for stage in edition.life]
    if firsts != sorted(set(firsts)):
        yield Fault(("life",), "the stages of life are not in the order of their days", "put the earliest first")
    for id_, pause in edition.pauses.items():
        if pause.last < pause.first:
            yield Fault(
                ("pauses", id_, "last"), f"the pause ends on {pause.last}, before it begins", "turn the days round"
            )


def _scale_faults(edition: Edition) -> Iterator[Fault]:
    known = ("authority", *setting_types())
    yield from _named(("applies_to",), "kind of body", edition.applies_to, known)
    if not edition.scale:
        yield Fault(("scale",), "the scale has no grades", "add them, from best to worst")


def _judgement_faults(edition: Edition) -> Iterator[Fault]:
    if edition.headline is not None:
        yield from _named(("headline",), "judgement", [edition.headline], edition.judgements)
    for id_, judgement in edition.judgements.items():
        if judgement.part_of is not None:
            yield from _named(("judgements", id_, "part_of"), "judgement", [judgement.part_of], edition.judgements)
        if judgement.part_of == id_:
            yield Fault(("judgements", id_, "part_of"), f"{id_} is part of itself", "name another judgement")
        for grade in edition.scale.keys() & judgement.scale.keys():
            mend = "name it otherwise, so that no condition confuses the two"
            yield Fault(("judgements", id_, "scale", grade), f"{grade} is a grade of the edition's scale too", mend)


def _event_faults(edition: Edition) -> Iterator[Fault]:
    for id_, event in edition.events.items():
        yield from _named(("events", id_, "takes_place_of"), "event", event.takes_place_of, edition.events)
        if id_ in event.takes_place_of:
            yield Fault(("events", id_, "takes_place_of"), f"{id_} takes the place of itself", "name other events")
    for id_, pause in edition.pauses.items():
        yield from _named(("pauses", id_, "events"), "event", pause.events, edition.events)
    for id_, turn in edition.conversions.items():
        yield from _named(("conversions", id_, "from_event"), "event", [turn.from_event], edition.events)
        yield from _named(("conversions", id_, "to_event"), "event", [turn.to_event], edition.events)


def _pathway_faults(edition: Edition, path: tuple[str, ...], pathway: Pathway) -> Iterator[Fault]:
    yield from _condition_faults(edition, (*path, "when"), pathway.when)
    yield from _duties_faults(edition, (*path, "due"), pathway.due)


def _duties_faults(edition: Edition, path: tuple[str, ...], duties: Mapping[str, Duty]) -> Iterator[Fault]:
    for id_, duty in duties.items():
        here = (*path, id_)
        yield from _named((*here, "event"), "event", [duty.event], edition.events)
        yield from _named((*here, "findings"), "kind of finding", duty.findings, FINDINGS)
        yield from _window_faults(here, duty)
        yield from _year_faults(here, duty)
        yield from _condition_faults(edition, (*here, "after"), duty.after)
        if duty.after_series_of is not None:
            series = [name for name, other in duties.items() if _is_series(other) and name != id_]
            yield from _named((*here, "after_series_of"), "series of this pathway", [duty.after_series_of], series)


def _year_faults(path: tuple[str, ...], duty: Duty) -> Iterator[Fault]:
    yearly = duty.anchor is Anchor.INSPECTION_YEAR
    if yearly and duty.nth not in (1, 2):
        yield Fault(
            (*path, "nth"), "a duty of the inspection year is its first or its second", "write nth: 1 or nth: 2"
        )
    if not yearly and duty.nth is not None:
        yield Fault((*path, "nth"), "only a duty of the inspection year is the n-th", "leave nth out")
    for name, given in (("only_if_decided", duty.only_if_decided), ("may_slip", duty.may_slip is not None)):
        if given and duty.nth != 2:
            yield Fault((*path, name), f"{name} speaks of a year's second inspection only", f"leave {name} out")
    if duty.after != ALWAYS and duty.anchor is not Anchor.JUDGED:
        yield Fault((*path, "after"), "after speaks of a duty with the anchor judged only", "leave after out")


def _window_faults(path: tuple[str, ...], duty: Duty) -> Iterator[Fault]:
    if duty.series is not None and duty.series < 1:
        yield Fault((*path, "series"), f"a series of {duty.series} is none", "count at least 1, or leave series out")
    days = [(name, length) for name in ("earliest", "usual", "latest") if (length := getattr(duty, name))]
    for (name, length), (later, other) in pairwise(days):
        # Which of two units is longer depends on the day that is counted from.
        units = [
            unit for unit in type(length).model_fields if None not in (getattr(length, unit), getattr(other, unit))
        ]
        if any(getattr(length, unit) > getattr(other, unit) for unit in units):
            yield Fault((*path, later), f"{later} comes before {name}", f"make {later} at least as long as {name}")


def _is_series(duty: Duty) -> bool:
    return duty.series is not None


def _condition_faults(edition: Edition, path: tuple[str, ...], condition: Condition) -> Iterator[Fault]:
    yield from _named(path, "judgement", sorted(condition.judgements()), edition.judgements)
    for judgement, grade in sorted(comparisons(condition)):
        yield from _named(path, "grade of the scale", [grade], edition.scale_of(judgement))


def _named(path: Path, kind: str, names: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    there = ", ".join(known) or "none"
    article = "an" if kind[0] in "aeiou" else "a"
    for name in names:
        if name not in known:
            yield Fault(path, f"{name} is not {article} {kind}", f"name one that is there ({there}) or add it")
