"""What one word hides: the grades of the areas of each inspection beside the overall grade that was published.

Counted are the inspections of a regime, each with its own edition's areas. Shares of information are told of those that
judged one and the same set of areas, the set that most of them judged; what an overall grade hides is told of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition, JudgementKind
from inspectorate.history.model import Body, History, Inspection
from inspectorate.history.position import counts, order
from inspectorate.measurement.amalgamation import Rule, amalgamate, overall_of
from inspectorate.measurement.information import Kept, kept
from inspectorate.measurement.intervals import Estimate, wilson

PARTS = (JudgementKind.AREA, JudgementKind.SUB)


class NoOverall(ValueError):
    """The regime is not known, or does not give one overall grade; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One inspection: its overall grade, and those of its areas and of their parts (``subs``), in the edition's order.

    ``first``: the body was not inspected under the regime before.
    """

    body: Body
    inspection: Inspection
    edition: Edition
    overall: str
    areas: Mapping[str, str]
    subs: Mapping[str, str]
    first: bool

    @property
    def parts(self) -> dict[str, str]:
        """Areas and sub-judgements."""
        return {**self.areas, **self.subs}

    def hidden(self, grade: str | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parts that are better, and those that are worse, than one grade for all: the published one by default."""
        scale = self.edition.grades
        said = scale.index(grade or self.overall)
        places = {part: scale.index(one) for part, one in self.parts.items()}
        better = tuple(part for part, place in places.items() if place < said)
        return better, tuple(part for part, place in places.items() if place > said)


@dataclass(frozen=True, slots=True)
class Hiding:
    """What one grade a service, by a rule or as published (``rule`` is ``None``), says and hides.

    ``kept`` of the judgements of areas, where the same areas were judged; and of all inspections ``agrees``: how often
    it is the published grade, and in how many an inadequate area, any better part and any worse part stand behind it.
    """

    rule: Rule | None
    kept: Kept | None
    agrees: Estimate | None
    inadequate: int
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class GoodParts:
    """Inadequate overall, and good or better in some part: inspections and bodies, and bodies at their first inspection
    under the regime; ``areas`` are those inspections in which that part is a whole area."""

    inadequate: int
    inspections: int
    bodies: int
    first: int
    areas: int


@dataclass(frozen=True, slots=True)
class OneWord:
    """The whole answer. ``judged`` are all inspections that count, oldest first; ``compared`` those that judged
    ``areas``, of which all shares of information are told. ``subs`` are the sub-judgements made beside these areas, and
    ``kept_parts`` counts them in. ``unread`` have a grade that no source gives in words that can be read."""

    regime: str
    as_of: date
    scale: tuple[str, ...]
    areas: tuple[str, ...]
    subs: tuple[str, ...]
    judged: tuple[Judged, ...]
    compared: tuple[Judged, ...]
    unread: tuple[tuple[Body, Inspection], ...]
    kept: Kept | None
    kept_parts: Kept | None
    by_area: Mapping[str, Kept | None]
    hiding: tuple[Hiding, ...]
    good_parts: GoodParts

    @property
    def hidden(self) -> tuple[Judged, ...]:
        """The inspections whose overall grade hides a better or a worse part, by name and then by day."""
        hiding = (one for one in self.judged if any(one.hidden()))
        return tuple(sorted(hiding, key=lambda one: (one.body.name, order(one.inspection))))


def one_word(
    histories: Iterable[History], library: Library, regime: str, as_of: date, *, known_by: date | None = None
) -> OneWord:
    """What the overall grades of a regime hide, of inspections carried out by ``as_of``, known and published by
    ``known_by`` (if given).

    Raises `NoOverall` for a regime that the library does not hold, or that does not give one overall grade.
    """
    held = _with_overall(library, regime)
    judged, unread = [], []
    for history in histories:
        mine = sorted((one for one in history.inspections if _counts(one, regime, as_of, known_by)), key=order)
        for place, one in enumerate(mine):
            if None in one.grades.values():
                unread.append((history.body, one))
            elif found := _judged(history.body, one, _edition(held, one), first=place == 0):
                judged.append(found)
    judged.sort(key=lambda one: order(one.inspection))
    areas = _commonest(tuple(one.areas) for one in judged)
    compared = tuple(one for one in judged if tuple(one.areas) == areas)
    subs = _commonest(tuple(one.subs) for one in compared)
    whole = [one for one in compared if tuple(one.subs) == subs]
    return OneWord(
        regime=regime,
        as_of=as_of,
        scale=held[0].grades,
        areas=areas,
        subs=subs,
        judged=tuple(judged),
        compared=compared,
        unread=tuple(unread),
        kept=_kept(compared, [one.overall for one in compared]),
        kept_parts=_kept(whole, [one.overall for one in whole], parts=True) if subs else None,
        by_area={
            area: kept(
                [one.areas[area] for one in compared],
                [one.overall for one in compared],
                [one.body.id for one in compared],
            )
            for area in areas
        },
        hiding=tuple(_hiding(judged, compared, rule) for rule in (None, *Rule)),
        good_parts=_good_parts(judged),
    )


def _with_overall(library: Library, regime: str) -> tuple[Edition, ...]:
    held = tuple(one for one in library.of_regime(regime) if one.variant is None)
    if not held:
        known = ", ".join(dict.fromkeys(one.regime for one in library.editions.values() if overall_of(one)))
        raise NoOverall(f"The library holds no regime called '{regime}'; those with one overall grade are {known}.")
    if overall_of(held[0]) is None:
        raise NoOverall(f"The regime '{regime}' does not give one overall grade; there is no one word to compare.")
    return held


def _counts(one: Inspection, regime: str, as_of: date, known_by: date | None) -> bool:
    """Whether it counts: only what was published, to which the overall grade and those of areas belong."""
    public = one.published is not None and one.published <= (known_by or date.max)
    return one.regime == regime and public and counts(one, as_of, known_by)


def _edition(held: Sequence[Edition], one: Inspection) -> Edition:
    """The edition that an inspection was made under; before the first, the first."""
    day = one.started or one.carried_out or one.known_on
    return next((edition for edition in reversed(held) if edition.edition <= day), held[0])


def _judged(body: Body, one: Inspection, edition: Edition, *, first: bool) -> Judged | None:
    """The grades by the edition's own kinds; ``None`` where there is no overall grade, or no area beside it."""
    overall = one.grades.get(str(overall_of(edition)))
    told: dict[JudgementKind, dict[str, str]] = {kind: {} for kind in PARTS}
    for id_, judgement in edition.judgements.items():
        grade = one.grades.get(id_)
        if grade is not None and judgement.kind in told:
            told[judgement.kind][id_] = grade
    areas, subs = told[JudgementKind.AREA], told[JudgementKind.SUB]
    return Judged(body, one, edition, overall, areas, subs, first) if overall and areas else None


def _commonest(sets: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return max(Counter(sets).items(), key=lambda one: (one[1], len(one[0])), default=((), 0))[0]


def _kept(judged: Sequence[Judged], grades: Sequence[str], *, parts: bool = False) -> Kept | None:
    told = (one.parts if parts else one.areas for one in judged)
    return kept([tuple(one.values()) for one in told], grades, [one.body.id for one in judged])


def _hiding(judged: Sequence[Judged], compared: Sequence[Judged], rule: Rule | None) -> Hiding:
    by = {id(one): one.overall if rule is None else amalgamate(rule, one.areas, one.edition) for one in judged}
    grades = [by[id(one)] for one in judged]
    hidden = [one.hidden(grade) for one, grade in zip(judged, grades, strict=True)]
    behind = (_worst(one) in one.areas.values() and by[id(one)] != _worst(one) for one in judged)
    same = sum(one.overall == grade for one, grade in zip(judged, grades, strict=True))
    return Hiding(
        rule=rule,
        kept=_kept(compared, [by[id(one)] for one in compared]),
        agrees=None if rule is None else wilson(same, len(judged)),
        inadequate=sum(behind),
        better=sum(bool(better) for better, _ in hidden),
        worse=sum(bool(worse) for _, worse in hidden),
    )


def _worst(one: Judged) -> str:
    return one.edition.grades[-1]


def _good_parts(judged: Sequence[Judged]) -> GoodParts:
    """The second grade of a scale and those before it are good."""
    inadequate = [one for one in judged if one.overall == _worst(one)]
    good = [one for one in inadequate if set(one.edition.grades[:2]) & set(one.parts.values())]
    return GoodParts(
        inadequate=len(inadequate),
        inspections=len(good),
        bodies=len({one.body.id for one in good}),
        first=sum(one.first for one in good),
        areas=sum(bool(set(one.edition.grades[:2]) & set(one.areas.values())) for one in good),
    )
