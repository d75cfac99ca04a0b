"""Policies that rank services anew each month, simulated with the same inspector-days every month."""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np

from inspectorate.laboratory.belief_kernel import Beliefs
from inspectorate.laboratory.budgeted_kernel import BELIEF, INDEX, RISK, Rule, Standing, replicated
from inspectorate.laboratory.index import index, no_index
from inspectorate.laboratory.model import FIFTHS, Floats, Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Budgeted, Clock
from inspectorate.laboratory.tables import NEVER, Tables, tables

RANKS = {"risk": RISK, "belief": BELIEF, "index": INDEX}

PIECE = 2_000_000
"""Service-months that one piece of work for an executor has at most, unless one replication has more."""


def simulate_budgeted(
    truth: Model,
    believed: Model,
    services: Services,
    policy: Budgeted,
    *,
    months: int,
    runs: int,
    seed: int,
    first: int = 0,
    executor: Executor | None = None,
) -> Floats:
    """Sums of each outcome by fifth for replications ``first`` to ``first + runs - 1``: (runs, FIFTHS, OUTCOMES).

    Services change as ``truth`` has it, by the same chances as in `inspectorate.laboratory.simulate`; the policy takes
    ``believed`` for true. A replication is the same whatever is asked for with it, and whoever works it out.

    Raises ValueError with a sentence where there is nothing to simulate, or the policy cannot be carried out.
    """
    for name, number in (("months", months), ("replications", runs), ("services", len(services))):
        if number < 1:
            raise ValueError(f"There are {number} {name} to simulate: give at least one.")
    if policy.rank not in RANKS:
        raise ValueError(f"No policy ranks by “{policy.rank}”: choose {', '.join(RANKS)}.")
    if policy.days <= 0:
        raise ValueError(f"The policy has {policy.days:g} inspector-days a month: give it more than none.")
    if (believed.areas, believed.grades) != (truth.areas, truth.grades):
        raise ValueError("The model that is believed has other areas or grades than the true one: give the same.")
    read, rule = tables(truth, _only(truth, policy)), _rule(truth, believed, services, policy, months)
    given = beliefs_of(believed, policy.event.look)
    size = max(1, PIECE // (months * len(services)))
    pieces = [(begin, min(size, first + runs - begin)) for begin in range(first, first + runs, size)]
    if executor is None:
        return np.concatenate([_simulated(read, rule, given, services, months, seed, *piece) for piece in pieces])
    working = [executor.submit(_simulated, read, rule, given, services, months, seed, *piece) for piece in pieces]
    return np.concatenate([done.result() for done in working])


def _simulated(
    read: Tables, rule: Rule, given: Beliefs, services: Services, months: int, seed: int, first: int, runs: int
) -> Floats:
    """The sums of some replications."""
    number, sums = len(services), np.zeros((runs, FIFTHS, len(OUTCOMES)))
    now = Standing(
        state=np.zeros(number, np.int64),
        known=np.zeros(number, np.int64),
        undetected=np.zeros(number, np.int64),
        since=np.zeros(number, np.int64),
        gap=np.zeros(number),
        heard=np.zeros(number),
        belief=np.zeros((number, *given.first.shape[1:])),
        nature=np.zeros(number, np.uint64),
        events=np.zeros(number, np.uint64),
        tails=np.zeros(given.first.shape[1:]),
        strides=np.zeros(given.first.shape[2], np.int64),
    )
    children = services.children.astype(float)
    replicated(read, rule, given, children, services.fifth, services.size, months, seed, first, now, sums)
    return sums


def _only(model: Model, policy: Budgeted) -> Clock:
    """The policy's inspection as the only pathway of a clock, which nothing asks for its months."""
    nothing, never = np.zeros((1, 2)), np.zeros((1, 2), np.int64)
    kinds = tuple(model.looks)
    return Clock(
        regime=policy.id,
        follows=np.zeros(model.states, np.int64),
        last=np.array([1]),
        inspect=np.array([[0.0, 1.0]]),
        visit=nothing,
        inspect_look=np.array([kinds.index(policy.event.look)]),
        inspect_days=np.array([policy.event.days]),
        visit_look=never,
        visit_days=np.zeros((1, 2, 3)),
        looks=kinds,
    )


def _rule(truth: Model, believed: Model, services: Services, policy: Budgeted, months: int) -> Rule:
    """How a policy ranks."""
    days = np.array(policy.event.days)
    once_round = float(days[services.size].sum()) / policy.days
    found = no_index()
    if policy.rank == "index":
        found = index(believed, services, policy.event, days=policy.days, months=months)
    chances = np.minimum(truth.signal.cumsum(1)[:, :-1], 1 - 2.0**-53)
    return Rule(
        rank=RANKS[policy.rank],
        days=policy.days,
        longest=NEVER if policy.longest is None else policy.longest,
        gaps=np.array(policy.gaps or (once_round,) * truth.states),
        trust=policy.trust,
        signal=(chances * 2.0**64).astype(np.uint64),
        worst=truth.grades_of.max(1),
        harm=believed.harm,
        worth=found.worth,
        column=found.column,
        share=found.share,
        resolution=found.grid.resolution,
        stretch=found.grid.stretch,
        places=found.grid.places.ravel(),
    )


def beliefs_of(model: Model, kind: str) -> Beliefs:
    """A model as it is believed to be, for events of one kind."""
    areas, look = len(model.areas), model.looks[kind]
    nothing = np.zeros((areas, 1))
    return Beliefs(
        worse=np.hstack([model.worse, nothing]),
        better=np.hstack([nothing, model.better]),
        leadership=model.leadership,
        led=model.led,
        fifths=model.fifths,
        shock=model.shock,
        signal=model.signal,
        errors=look.errors,
        effect=look.effect,
        first=_first(model),
    )


def _first(model: Model) -> Floats:
    """What is believed of each area when all begins, by what the inspection of then said of all of them.

    Shape (states, areas, steps). Where that cannot be, as the model has it, nothing was learned from it.
    """
    errors, grades = model.looks["inspection"].errors, model.grades_of
    said = np.prod([errors[grades[:, None, area], grades[None, :, area]] for area in range(len(model.areas))], axis=0)
    joint = model.beginning[:, None] * said
    chance = joint.sum(0)
    joint = np.where(chance > 0, joint / np.where(chance > 0, chance, 1), model.beginning[:, None])
    one = np.eye(model.steps)[grades]
    found: Floats = np.einsum("st,sag->tag", joint, one)
    return found
