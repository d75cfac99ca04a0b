"""A regime as the laboratory sees it: what follows in which month after an inspection that gave which grades.

The table comes from a framework's own files (`inspectorate.laboratory.pathways`). Stretched to an effort and timed
within its windows it becomes a `Clock`, which the simulator and the exact evaluation both take.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspectorate.laboratory.model import Floats, Integers


class RegimeUnfit(ValueError):
    """Services as a model has them cannot be inspected under an edition; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event that takes inspectors' time: ``look`` is the kind in the model, ``days`` the inspector-days that it
    takes at a small, usual and large service (days on site by people there)."""

    id: str
    look: str
    graded: bool
    days: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a pathway, and when: months after the graded inspection, as the framework's window has them.

    ``earliest`` and ``latest`` are the usual month where the framework gives no window.
    """

    event: Event
    earliest: float
    usual: float
    latest: float


@dataclass(frozen=True, slots=True)
class Pathway:
    """What follows an inspection: visits in the order of their months, and the graded inspection that ends it.

    ``assumed``: what the framework leaves open and the laboratory had to assume, a sentence each.
    """

    id: str
    label: str
    visits: tuple[Step, ...]
    inspection: Step
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Regime:
    """A regime's pathways, and which one follows which grades.

    ``edition``: the id of the framework's edition, ``content``: its hash. ``follows``: for each state that an
    inspection may say (as `Model.state` numbers them), the place of the pathway, shape (states,). ``overall``: the
    grade of the whole that goes with it, -1 in a framework that gives none.
    """

    id: str
    label: str
    edition: str
    content: str
    pathways: tuple[Pathway, ...]
    follows: Integers
    overall: Integers
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """A regime with its months drawn by chances: the form that engines take.

    A service begins on the pathway of the grades that an inspection (look ``inspection``, without its effect) gives it
    when all begins, after c months of it, c from 0 on by the chances ``ages``. What that inspection said to be at the
    last grade is known to be so. The first month that counts is the next one.

    An inspection must look at all areas: what it says of each decides the pathway.

    C is the last month by which every pathway has inspected; month c of a pathway is c months after its inspection,
    so that c runs from 1 to C and place 0 is never used.

    ``follows``: as in `Regime`, shape (states,).
    ``last``: the month in which a pathway's inspection comes for certain, shape (pathways,).
    ``inspect``: the chance that the graded inspection of a pathway comes in month c if it has not come before, shape
    (pathways, C + 1); 1 from ``last`` on.
    ``visit``: the chance of a visit in month c if the inspection has not come by then, shape (pathways, C + 1); at most
    one visit a month, and none in the month of the inspection.
    ``inspect_look``, ``inspect_days``: the look's place in ``looks`` and the days by size, shapes (pathways,) and
    (pathways, 3); ``visit_look`` and ``visit_days`` likewise by month, (pathways, C + 1) and (pathways, C + 1, 3).
    ``looks``: the kinds of looks, in the order that these places mean.
    """

    regime: str
    follows: Integers
    last: Integers
    inspect: Floats
    visit: Floats
    inspect_look: NDArray[np.int64]
    inspect_days: Floats
    visit_look: NDArray[np.int64]
    visit_days: Floats
    looks: tuple[str, ...]

    @property
    def months(self) -> int:
        """C: the last month of the longest pathway."""
        return int(self.inspect.shape[1]) - 1

    @property
    def ages(self) -> Floats:
        """The chance that c months of a pathway have passed when all begins, shape (pathways, C); rows add to 1.

        As whoever has gone round a pathway for long is found at any time (the age of a renewal process; Cox, Renewal
        theory, 1962): in proportion to the chance that the inspection has not come by month c. So as many inspections
        come in the first months as in later ones, and a pathway that is a little longer changes the days but a little.
        """
        left = np.insert(1 - self.inspect[:, 1:-1], 0, 1.0, axis=1).cumprod(1)
        left[np.arange(self.months) >= self.last[:, None]] = 0.0
        found: Floats = left / left.sum(1, keepdims=True)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Budgeted:
    """A policy that ranks services anew each month and inspects the first ones, until the next one takes more days
    than the month has left; those are carried over.

    It begins as a `Clock` does, with what an inspection said when all begins, c months ago: c from 0 to the gap that
    follows those grades, less one, with equal chances.

    ``rank``: how it ranks: ``risk`` (the months since the last inspection as a share of the gap that its grades ask
    for, times what the signals say), ``belief`` (the harm expected at what is believed of the service, by day of the
    inspection), ``index`` (the harm that the inspection averts, by day of it, at the prices that days have until the
    last month: `inspectorate.laboratory.index`).
    ``event``: the inspection that it carries out. ``days``: the inspector-days of a month.
    ``gaps``: the months to the next inspection that grades ask for, by the state that they are; empty: the same for
    all services, as long as going once round them takes.
    ``trust``: how much a risk hangs on signals, 0 for not at all.
    ``longest``: the months after which a service comes before all that have not waited so long, ``None``: none does.
    """

    id: str
    label: str
    rank: str
    event: Event
    days: float
    gaps: tuple[float, ...] = ()
    trust: float = 0.0
    longest: int | None = None


POLICIES = {
    "risk": "By the last grades, the time since, and signals",
    "belief": "By the harm that is believed to be done",
    "index": "By Whittle’s index",
}
"""How services may be ranked each month, by id. None is an inspectorate’s own: they show what could be reached."""


OUTCOMES = (
    "inspector_days",
    "inspections",
    "visits",
    "inadequate",  # areas at the last grade, by month
    "undetected",  # such areas that the last event that looked at them did not say to be so, by month
    "undetected_children",  # the same, times the children of the service over the number of areas
    "spells",  # times that an area became undetected
    "services_inadequate",  # services with an area at the last grade, by month
    "harm",  # harm of the grade, times children over the number of areas, by area and month
    "hits",  # areas at the last grade, not known before, that a graded inspection said to be so
    "false_alarms",  # areas that a graded inspection said to be so and that are not
)
"""What every engine counts, summed over services and months. An area is *known* to be at the last grade from the event
that says so to the next one that looks at it and does not; *undetected* while it stands there and is not known. Spells
count those that are undetected at the end of a month and were not at its beginning, and all that are when all begins.
"""
