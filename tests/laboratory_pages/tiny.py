"""A comparison that takes a second: two services, one year, and a bound on a coarse grid."""

from __future__ import annotations

from typing import Any

import pytest
from tests.accounts.people import person

from inspectorate.laboratory import bound, sweep
from inspectorate.laboratory.robustness import variants
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.laboratory.actions import ask_comparison, begin_comparison, finish_comparison
from inspectorate.webapp.laboratory.models import Comparison
from inspectorate.webapp.laboratory.wanted import Wanted

WANTED = Wanted(regimes=("sif", "ilacs"), policies=("risk",), services=2, years=1, runs=20, policy_runs=3, sweep=True)
WORKER = Actor.worker("run_comparison")


def quick(patch: pytest.MonkeyPatch) -> None:
    """Make the two slow parts small: the grid of the bound, and how many ways a model can be wrong."""
    patch.setattr(bound, "RESOLUTIONS", {3: 4, 4: 3})
    patch.setattr(sweep, "variants", lambda model: variants(model)[:2])


def analyst() -> User:
    return User.objects.filter(email="policy_analyst@example.org").first() or person(Role.POLICY_ANALYST)


def asked(wanted: Wanted = WANTED) -> Comparison:
    """A comparison that a policy analyst asked for and that waits."""
    return ask_comparison(by=Actor.of(analyst()), wanted=wanted)


def finished(result: dict[str, Any]) -> Comparison:
    """One with what came out of it."""
    begun = begin_comparison(by=WORKER, slug=asked().slug)
    return finish_comparison(by=WORKER, comparison=begun, result=result)
