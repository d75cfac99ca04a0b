"""Every course that a service may take on a clock, one after the other: slow, and plain enough to be believed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np

from inspectorate.laboratory.model import FIFTHS, Floats, Look, Model, Services
from inspectorate.laboratory.regime import OUTCOMES, Clock

Grades = tuple[int, ...]
Known = tuple[bool, ...]


def moves(model: Model, fifth: int, grades: Grades) -> Iterator[tuple[float, Grades]]:
    """Each area by itself, led by the leaders' grade as it was; then perhaps a shock."""
    last = model.steps - 1
    ways = []
    for area, grade in enumerate(grades):
        led = 1.0 if area == model.leadership else model.led[grades[model.leadership]]
        falls = model.fifths[fifth] * led * model.worse[area, grade] if grade < last else 0.0
        rises = model.better[area, grade - 1] if grade > 0 else 0.0
        ways.append([(falls, grade + 1), (rises, grade - 1), (1 - falls - rises, grade)])
    for way in product(*ways):
        chance = float(np.prod([part for part, _ in way]))
        after = tuple(grade for _, grade in way)
        yield chance * (1 - model.shock), after
        yield chance * model.shock, tuple(min(grade + 1, last) for grade in after)


def looked(
    look: Look, grades: Grades, known: Known, *, effect: bool = True
) -> Iterator[tuple[float, Grades, Known, dict[int, int]]]:
    """What is said of which areas, and how that leaves them: chance, grades, known and what was said by area."""
    steps = len(look.effect)
    chosen = list(combinations(range(len(grades)), look.areas))
    for areas in chosen:
        for said in product(range(steps), repeat=len(areas)):
            for turned in product((False, True), repeat=len(areas)):
                chance, after, knows = 1 / len(chosen), list(grades), list(known)
                for area, told, turn in zip(areas, said, turned, strict=True):
                    chances = look.effect[told] if effect else 0.0
                    chance *= look.errors[grades[area], told] * (chances if turn else 1 - chances)
                    after[area] = max(grades[area] - turn, 0)
                    knows[area] = told == steps - 1
                if chance > 0:
                    yield chance, tuple(after), tuple(knows), dict(zip(areas, said, strict=True))


def one_service(model: Model, clock: Clock, months: int, fifth: int, children: int, size: int) -> dict[str, float]:
    last, areas = model.steps - 1, len(model.areas)
    total = dict.fromkeys(OUTCOMES, 0.0)

    def unseen(grades: Grades, known: Known) -> list[bool]:
        return [grade == last and not knows for grade, knows in zip(grades, known, strict=True)]

    def pathway(said: dict[int, int]) -> int:
        return int(clock.follows[model.state(np.array([said[area] for area in range(areas)]))])

    def count(chance: float, grades: Grades, known: Known, before: list[bool]) -> None:
        now = unseen(grades, known)
        total["inadequate"] += chance * sum(grade == last for grade in grades)
        total["services_inadequate"] += chance * any(grade == last for grade in grades)
        total["undetected"] += chance * sum(now)
        total["undetected_children"] += chance * sum(now) * children / areas
        total["spells"] += chance * sum(b and not a for a, b in zip(before, now, strict=True))
        total["harm"] += chance * sum(model.harm[grade] for grade in grades) * children / areas

    def go_on(chance: float, path: int, month: int, known: Known, grades: Grades, left: int) -> None:
        if left == 0:
            return
        before, month = unseen(grades, known), month + 1
        for moved, stands in moves(model, fifth, grades):
            inspected = chance * moved * clock.inspect[path, month]
            visited = (chance * moved - inspected) * clock.visit[path, month]
            alone = chance * moved - inspected - visited
            if inspected > 0:
                total["inspections"] += inspected
                total["inspector_days"] += inspected * clock.inspect_days[path, size]
                for told, after, knows, said in looked(
                    model.looks[clock.looks[clock.inspect_look[path]]], stands, known
                ):
                    here = unseen(stands, known)
                    total["hits"] += inspected * told * sum(said[a] == last and here[a] for a in said)
                    total["false_alarms"] += inspected * told * sum(said[a] == last != stands[a] for a in said)
                    count(inspected * told, after, knows, before)
                    go_on(inspected * told, pathway(said), 0, knows, after, left - 1)
            if visited > 0:
                total["visits"] += visited
                total["inspector_days"] += visited * clock.visit_days[path, month, size]
                for told, after, knows, _ in looked(
                    model.looks[clock.looks[clock.visit_look[path, month]]], stands, known
                ):
                    count(visited * told, after, knows, before)
                    go_on(visited * told, path, month, knows, after, left - 1)
            if alone > 0:
                count(alone, stands, known, before)
                go_on(alone, path, month, known, stands, left - 1)

    for state, share in enumerate(model.beginning):
        grades = tuple(model.grades_of[state].tolist())
        for told, _, known, said in looked(model.looks["inspection"], grades, (False,) * areas, effect=False):
            path = pathway(said)
            total["spells"] += share * told * sum(unseen(grades, known))
            left = [1.0]
            for month in range(1, clock.last[path]):
                left.append(left[-1] * (1 - clock.inspect[path, month]))
            for month, age in enumerate(left):
                go_on(share * told * age / sum(left), path, month, known, grades, months)
    return total


def enumerated(model: Model, services: Services, clock: Clock, months: int) -> Floats:
    found = np.zeros((FIFTHS, len(OUTCOMES)))
    for children, fifth, size in zip(services.children, services.fifth, services.size, strict=True):
        total = one_service(model, clock, months, int(fifth), int(children), int(size))
        found[fifth] += [total[name] for name in OUTCOMES]
    return found
