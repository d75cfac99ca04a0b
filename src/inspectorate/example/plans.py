"""A plan of what is due in the invented country, so that the programme's pages have one to show."""

from __future__ import annotations

from datetime import date, timedelta

from inspectorate.webapp.accounts.actors import Actor

WEEKS = 52
ITERATIONS = 40
"""Of the prices, and no turns of the blocks: whoever looks at the example waits for it."""


def load_plan(*, by: Actor, seed: int, until: date) -> int:
    """Make a plan of a year from the Monday after a day, and accept it; returns how many events it places."""
    from inspectorate.planning.effort import Effort
    from inspectorate.webapp.programme.plan_life import accept
    from inspectorate.webapp.programme.plan_making import make_plan

    monday = until + timedelta(days=7 - until.weekday())
    effort = Effort(iterations=ITERATIONS, turns=0)
    made = make_plan(by=by, start=monday, weeks=WEEKS, as_of=until, seed=seed, effort=effort)
    return accept(by=by, kept=made).placed
