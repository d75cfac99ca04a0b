"""Is a plan what it claims to be? Cost, every hard rule and the bound, worked out anew from the problem.

These modules (``check*``) share with the solver the values of `model` and how they are read and kept (`certificate`,
`files`), and nothing that reckons, so that a fault in one does not hide in the other. All arithmetic is of whole
numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspectorate.planning.certificate import Certificate
from inspectorate.planning.check_bound import bound
from inspectorate.planning.check_cost import cost
from inspectorate.planning.check_events import events_breaches
from inspectorate.planning.check_people import people_breaches
from inspectorate.planning.check_range import TOO_LARGE, in_range
from inspectorate.planning.files import digest, read
from inspectorate.planning.model import Plan, Problem
from inspectorate.planning.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class Checked:
    """The cost and bound that were found (``None``: not to be had), and what is wrong, each as a sentence."""

    cost: int | None
    bound: int | None
    breaches: tuple[str, ...]

    @property
    def passes(self) -> bool:
        return not self.breaches


def check_plan(problem: Problem, plan: Plan) -> Checked:
    """The cost of a plan and its breaches of hard rules. A plan that names what is not in the problem has no cost."""
    strangers = _strangers(problem, plan)
    if strangers:
        return Checked(None, None, strangers)
    return Checked(cost(problem, plan), None, (*events_breaches(problem, plan), *people_breaches(problem, plan)))


@uncollected()
def check_file(problem: Problem, certificate: bytes) -> Checked:
    """As `check_certificate`, of a certificate in JSON. Raises FileInvalid where it is none."""
    return check_certificate(problem, read(Certificate, certificate))


def check_certificate(problem: Problem, certificate: Certificate) -> Checked:
    """As `check_plan`, and the bound that the prices prove; cost and bound must be as the certificate claims."""
    found = check_plan(problem, certificate.plan)
    breaches, scale = list(found.breaches), certificate.prices.scale
    if scale < 1:
        return Checked(
            found.cost, None, (*breaches, f"A point of the prices has {scale} parts; it must have 1 or more.")
        )
    if not in_range(problem, certificate.prices):
        return Checked(found.cost, None, (*breaches, TOO_LARGE))
    proven = bound(problem, certificate.prices)
    if certificate.problem != digest(problem):
        breaches.append("The certificate answers another problem than this one.")
    if found.cost is not None and found.cost != certificate.cost:
        breaches.append(f"The certificate claims a cost of {certificate.cost}; the plan costs {found.cost}.")
    if proven != certificate.bound:
        breaches.append(f"The certificate claims a bound of {certificate.bound}; its prices prove {proven}.")
    return Checked(found.cost, proven, tuple(breaches))


def _strangers(problem: Problem, plan: Plan) -> tuple[str, ...]:
    events, people = {event.id for event in problem.events}, {person.id for person in problem.people}
    named = [*(placement.event for placement in plan.placements), *plan.unplaced]
    found = [f"There is no event “{name}” in the problem." for name in named if name not in events]
    for placement in plan.placements:
        for name in sorted({*placement.people, placement.lead} - people):
            found.append(f"Event “{placement.event}” is given to “{name}”, who is not in the problem.")
    return tuple(found)
