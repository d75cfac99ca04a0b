"""Where a case stands: its state, the clocks that run, and the steps that may be taken on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from inspectorate.due.labels import article, day_text, lowered
from inspectorate.webapp.enforcement.ladder import SAME, Clock, Kind, State, Step


class Taken(Protocol):
    """A step that was taken, as far as rules read it."""

    step: str
    day: date
    put_right_by: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Running:
    """A clock of the state that a case is in, and the last day of it."""

    id: str
    clock: Clock
    ends: date


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """A case after the steps taken in it, oldest first; none of them is struck out."""

    kind: Kind
    state_id: str
    steps: tuple[Taken, ...]

    @property
    def state(self) -> State:
        """The state it is in."""
        return self.kind.states[self.state_id]

    @property
    def named(self) -> str:
        """It and its state, within a sentence."""
        return f"{article(lowered(self.kind.label))} that stands “{self.state.label}”"

    def clocks(self) -> tuple[Running, ...]:
        """The clocks that run, the one that ends first before the others."""
        found = ((id_, clock, self._start(clock)) for id_, clock in self.state.clocks.items())
        running = (Running(id_, clock, clock.ends(day)) for id_, clock, day in found if day)
        return tuple(sorted(running, key=lambda one: (one.ends, one.id)))

    def _start(self, clock: Clock) -> date | None:
        if clock.of:
            said = (getattr(step, clock.of) for step in reversed(self.steps))
            return next((day for day in said if day), None)
        if clock.start:
            return next((step.day for step in reversed(self.steps) if step.step == clock.start), None)
        # The step that led to the state it is in, and not one that left it there.
        return next((step.day for step in reversed(self.steps) if self.kind.steps[step.step].to != SAME), None)

    def words(self, today: date) -> str:
        """Where it stands on a day: its state, or that a clock of it has run out and nobody recorded what is so."""
        over = next((one.clock.over for one in self.clocks() if one.clock.over and one.ends < today), "")
        return over or (f"{self.state.label}, waits for {self.state.waits}" if self.state.waits else self.state.label)

    def refused(self, step: Step, day: date) -> str:
        """Why a step may not be taken on a day, in a sentence; empty where it may. Where it comes too late, what can be
        done now that the time has run out is told too."""
        why = self._refused(step, day)
        if not self._late(step, day):
            return why
        instead = " or ".join(lowered(one.label) for _, one in self.possible(day) if one.not_before)
        return f"{why} Instead: {instead}." if instead else why

    def _refused(self, step: Step, day: date) -> str:
        if self.state_id not in step.taken_from:
            return f"{step.label}: the case does not allow it as it stands, “{self.state.label}”."
        if step.after and not any(one.step in step.after for one in self.steps):
            needed = " or ".join(self.kind.steps[name].done.lower() for name in step.after)
            return f"{step.label}: only once there is “{needed}”."
        ends = self._ends()
        if step.not_before in ends and day <= ends[step.not_before]:
            return f"{step.label}: not before {day_text(ends[step.not_before])} has passed."
        if step.not_after and self._late(step, day):
            return f"{step.label}: no later than {day_text(ends[step.not_after])}."
        return ""

    def _late(self, step: Step, day: date) -> bool:
        ends = self._ends()
        return self.state_id in step.taken_from and step.not_after in ends and day > ends[step.not_after]

    def _ends(self) -> dict[str, date]:
        return {running.id: running.ends for running in self.clocks()}

    def first_visit(self, step: Step) -> date:
        """The first day of what may have shown what a step records: neither what was seen before the notice was served,
        nor what was seen while there was time left to comply, tells whether it was met."""
        served = [one.day for one in self.steps if one.step == step.visit_from]
        run_out = [one.ends + timedelta(days=1) for one in self.clocks() if one.id == step.visit_after]
        return max((*served, *run_out), default=date.min)

    def possible(self, day: date) -> Iterator[tuple[str, Step]]:
        """The steps that may be taken on a day."""
        for id_, step in self.kind.steps.items():
            if step.taken_from and not self._refused(step, day):
                yield id_, step


def standing_of(kind: Kind, steps: Iterable[Taken]) -> CaseStanding:
    """The standing that steps, oldest first, lead to. Raises ``ValueError`` where there is none."""
    taken: Sequence[Taken] = tuple(steps)
    if not taken:
        raise ValueError("a case stands nowhere before its first step")
    state = ""
    for one in taken:
        to = kind.steps[one.step].to
        state = state if to == SAME else to
    return CaseStanding(kind, state, tuple(taken))
