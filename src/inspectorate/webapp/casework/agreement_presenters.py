"""Agreement as its page shows it: a section for each framework and kind of second grading, and a plan of a study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from inspectorate.measurement.gradings import Grading, Line, agreement_of
from inspectorate.measurement.intervals import Estimate
from inspectorate.measurement.paired_design import Told, needed_for, told_by
from inspectorate.webapp.casework.agreement_forms import Plan
from inspectorate.webapp.casework.second_gradings import AUDIT, BLIND, Study
from inspectorate.webapp.design.filters import words
from inspectorate.webapp.design.interval_chart import Reach, interval_chart

SHOWN = {"exact_agreement": "Same grade", "weighted_kappa": "Weighted kappa", "ac2": "AC2"}
DRAWN = ("exact_agreement", "weighted_kappa")
SMALL, UNKNOWN, EVERY = "Fewer than 5 inspections", "Not known", "All areas that are told"
KINDS = {
    BLIND: ("Blind second opinions", "Inspectors and quality assurers outside the case graded the same evidence and "
            "did not see the team’s grades. This is how far two people agree who know nothing of each other."),
    AUDIT: ("Audits", "Quality assurers graded after they had read the team’s grades and reasons. What one has read "
            "sways one’s own grade: agreement is higher than between two who know nothing of each other."),
}  # fmt: skip
SIZES = (24, 50, 100, 200, 400)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of second grading under one framework: title, what it is, the rows of its table, its pictures.

    A row is a label, how many inspections and pairs as texts, and the text of each statistic with its heading.
    """

    id: str
    title: str
    says: str
    rows: Sequence[tuple[str, str, str, Sequence[tuple[str, str]]]]
    pictures: Sequence[tuple[str, Markup]]


def sections(studies: Iterable[Study]) -> list[Section]:
    """Everything that is told, blind second opinions before audits."""
    told = [(study, _lines(study.gradings, len(study.scale))) for study in studies]
    return [
        _section(f"{kind}-{number}", study, kind, [line for line in lines if line.kind == kind])
        for kind in KINDS
        for number, (study, lines) in enumerate(told)
        if any(line.kind == kind for line in lines)
    ]


@lru_cache(maxsize=16)
def _lines(gradings: tuple[Grading, ...], steps: int) -> tuple[Line, ...]:
    """The agreement of gradings. It is kept until they change, as drawing them a thousand times takes a while."""
    return agreement_of(gradings, steps, measures=SHOWN)


def _section(id_: str, study: Study, kind: str, lines: Sequence[Line]) -> Section:
    title, says = KINDS[kind]
    framework = study.framework.upper()
    names = {line.area: words(study.areas[line.area]) if line.area else EVERY for line in lines}
    pictures = [
        (SHOWN[name], interval_chart([_reach(names[line.area], line, name) for line in lines],
                                     title=f"{framework}, {title.lower()}: {SHOWN[name].lower()}, with 95% intervals"))
        for name in DRAWN
    ]  # fmt: skip
    rows = [_row(names[line.area], line) for line in lines]
    return Section(id_, f"{title}: {framework}", says, rows, pictures)


def _row(name: str, line: Line) -> tuple[str, str, str, Sequence[tuple[str, str]]]:
    if line.measures is None:
        return name, SMALL, "–", [(label, "not told") for label in SHOWN.values()]
    told = [(label, _text(line.measures[id_], line.ends(id_))) for id_, label in SHOWN.items()]
    return name, str(line.inspections), str(line.pairs), told


def _text(found: Estimate | None, ends: tuple[float, float] | None) -> str:
    if found is None:
        return "not known"
    return f"{found.value:.2f} ({f'{ends[0]:.2f} to {ends[1]:.2f}' if ends else 'interval not known'})"


def _reach(label: str, line: Line, measure: str) -> Reach:
    if line.measures is None:
        return Reach(label, None, why_not=SMALL)
    found = line.measures[measure]
    return Reach(label, found.value, line.ends(measure)) if found else Reach(label, None, why_not=UNKNOWN)


@dataclass(frozen=True, slots=True)
class Planned:
    """A study planned: how many pairs each statistic takes, and what several numbers of pairs tell.

    ``needed`` has a row a statistic: its name, what is expected of it, the pairs, the interval. ``sizes`` has a row a
    number of pairs: that, and the interval of each statistic with its heading; the ends of an interval that fewer pairs
    make look surer than it is stand in brackets.
    """

    chance: float
    needed: Sequence[tuple[str, str, str, str]]
    sizes: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    picture: Markup


STATISTICS = {"exact_agreement": "Same grade", "kappa": "Kappa", "weighted_kappa": "Weighted kappa"}


def planned(plan: Plan) -> Planned:
    """What the plan takes, and what it gives."""
    needed = needed_for(plan.expected, plan.half_width)
    wanted = {one.pairs for one in needed.values()} | ({plan.pairs} if plan.pairs else set())
    told = {pairs: told_by(plan.expected, pairs) for pairs in sorted(wanted | set(SIZES))}
    reach = [
        Reach(f"{pairs:,} pairs", share.value, (share.low, share.high))
        for pairs, one in told.items()
        for share in [one["exact_agreement"].interval]
    ]
    return Planned(
        plan.expected.chance,
        [
            (name, f"{needed[id_].interval.value:.2f}", f"{needed[id_].pairs:,}", _ends(needed[id_]))
            for id_, name in STATISTICS.items()
        ],
        [(f"{pairs:,}", [(name, _ends(one[id_])) for id_, name in STATISTICS.items()]) for pairs, one in told.items()],
        interval_chart(reach, title="The share that gave the same grade, with its 95% interval, by number of pairs"),
    )


def _ends(told: Told) -> str:
    text = f"{told.interval.low:.2f} to {told.interval.high:.2f}"
    return text if told.enough else f"({text})"
