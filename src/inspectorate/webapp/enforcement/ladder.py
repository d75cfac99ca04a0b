"""The ladder of enforcement, read from `steps.yaml`: kinds of case, their states, the steps between, and the clocks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import Field

from inspectorate.calendars import add_months, add_working_days
from inspectorate.framework.model import Confidence
from inspectorate.framework.provenance import Frozen
from inspectorate.framework.setting_types import setting_types
from inspectorate.history.register import NoticeKind, Standing

FILE = Path(__file__).parent / "steps.yaml"
SAME = "same"


class Basis(Frozen):
    """A text that a rule of the ladder rests on; ``url`` is empty where there is none."""

    title: str
    url: str = ""


class Clock(Frozen):
    """A deadline: so long after the step that led to the state (or after the step ``start`` names), or a day that a
    notice itself sets (``of``), with a length after it or none. ``over`` is where the case stands once it has run out
    and nobody has recorded what is so."""

    label: str
    of: str | None = None
    start: str | None = Field(default=None, alias="from")
    days: int | None = None
    weeks: int | None = None
    months: int | None = None
    working_days: int | None = None
    over: str = ""
    basis: str
    confidence: Confidence

    def ends(self, day: date) -> date:
        """The last day of the clock that starts on ``day``."""
        if self.working_days is not None:
            return add_working_days(day, self.working_days)
        if self.months is not None:
            return add_months(day, self.months)
        return date.fromordinal(day.toordinal() + (self.days or 0) + 7 * (self.weeks or 0))


class State(Frozen):
    """Where a case stands. ``end``: nothing more is to be done; ``holds``: what was done goes on having effect;
    ``waits``: for whom; ``may_open``: the kinds of case that commonly follow."""

    label: str
    end: bool = False
    holds: bool = False
    waits: str = ""
    clocks: Mapping[str, Clock] = Field(default_factory=dict)
    may_open: tuple[str, ...] = ()


class Step(Frozen):
    """A step that is taken in a case. ``taken_from`` names the states it may be taken from; none: it opens the case.

    ``not_before`` and ``not_after`` name clocks of the state: the step is taken once that has run out, or while it
    runs. ``after`` names a step one of which must have been taken. ``asks`` are fields that must be said; a visit among
    them was carried out no sooner than the step ``visit_from``, and after the clock ``visit_after``.
    ``changes``: it is to vary or remove the condition of another case, which is named. ``second_person``: somebody else
    must have agreed. ``notice``: what is served, as the due engine takes it; ``register``: how the setting stands on
    the register from then on, unless another case against it holds something graver.
    """

    label: str
    done: str
    taken_from: tuple[str, ...] = Field(default=(), alias="from")
    to: str
    asks: tuple[str, ...] = ()
    notice: NoticeKind | None = None
    register_as: Standing | None = Field(default=None, alias="register")
    not_before: str | None = None
    not_after: str | None = None
    after: tuple[str, ...] = ()
    visit_from: str | None = None
    visit_after: str | None = None
    changes: bool = False
    second_person: bool = False
    permission: str = ""
    basis: str
    confidence: Confidence


class Kind(Frozen):
    """One kind of case. ``types`` of setting it is open to; none named: every regulated one."""

    label: str
    basis: str
    confidence: Confidence
    types: tuple[str, ...] = ()
    states: Mapping[str, State]
    steps: Mapping[str, Step]

    def open_to(self, type_: str) -> bool:
        """Whether it may be taken against a setting of this type."""
        return type_ in self.types if self.types else setting_types()[type_].regulated

    def openings(self) -> dict[str, Step]:
        """The steps that open a case."""
        return {id_: step for id_, step in self.steps.items() if not step.taken_from}


class Ladder(Frozen):
    """Every kind of case, and the texts that the rules rest on."""

    sources: Mapping[str, Basis]
    kinds: Mapping[str, Kind]


@lru_cache(maxsize=1)
def ladder() -> Ladder:
    """The ladder that comes with the software. Raises ``ValueError`` where the file does not fit together."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Ladder:
    """A ladder from its file. Raises ``ValueError`` with every name in it that leads nowhere."""
    found = Ladder.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    if faults := [fault for id_, kind in found.kinds.items() for fault in _faults(found, id_, kind)]:
        raise ValueError("; ".join(faults))
    return found


def _faults(found: Ladder, id_: str, kind: Kind) -> list[str]:
    states, steps = kind.states, kind.steps
    clocks = [clock for state in states.values() for clock in state.clocks.items()]
    named: list[tuple[str, Iterable[str], Collection[str]]] = [
        ("state", (name for step in steps.values() for name in (*step.taken_from, *_to(step))), states),
        (
            "clock",
            (n for step in steps.values() for n in (step.not_before, step.not_after, step.visit_after) if n),
            dict(clocks),
        ),
        ("step", (name for step in steps.values() for name in step.after), steps),
        ("step", (step.visit_from for step in steps.values() if step.visit_from), steps),
        ("step", (clock.start for _, clock in clocks if clock.start), steps),
        ("kind", (name for state in states.values() for name in state.may_open), found.kinds),
        ("type of setting", kind.types, setting_types()),
        ("source", [kind.basis, *(one.basis for one in steps.values()), *(c.basis for _, c in clocks)], found.sources),
    ]
    return [f"{id_}: {name} is no {what}" for what, names, known in named for name in names if name not in known]


def _to(step: Step) -> tuple[str, ...]:
    return () if step.to == SAME else (step.to,)
