"""Regimes out of the framework library: which pathway follows which grades, and what is due on each.

A model's areas are judgements of the same meaning. A judgement that has no area of its own is taken to be that of
children in care, and an overall grade is worked out: nobody works one out in practice, where people judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from inspectorate.framework.check import open_grades
from inspectorate.framework.conditions import Grades
from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition, JudgementKind, Status
from inspectorate.framework.wording import listed
from inspectorate.laboratory.assumptions import of_events, of_pathway
from inspectorate.laboratory.duties import steps
from inspectorate.laboratory.model import Integers, Model
from inspectorate.laboratory.regime import Pathway, Regime, RegimeUnfit

MEANINGS: Mapping[str, tuple[str, ...]] = {
    "help_and_protection": ("help_and_protection",),
    "in_care": ("children_in_care_and_care_leavers", "children_in_care"),
    "leadership": ("leadership",),
    "care_leavers": ("care_leavers",),
}
"""The meanings of judgements that each area of a model stands for."""

IN_CARE = "in_care"


class UnknownRegime(ValueError):
    """There is no such regime, or its name means several; the sentence says what there is."""


def regimes(library: Library, names: Iterable[str], model: Model) -> tuple[Regime, ...]:
    """The regimes of these names: each the id of an edition, or of a regime, which means its newest edition.

    The newest is the last one that came into force; a regime of which none ever did is a draft, and is used because it
    is named. Raises UnknownRegime, and RegimeUnfit where the model cannot be inspected under one of them.
    """
    found = ((name, _edition(library, name)) for name in names)
    return tuple(
        replace(regime(edition, model, content=library.content_hash(edition)), id=name) for name, edition in found
    )


def _edition(library: Library, name: str) -> Edition:
    if name in library.editions:
        return library.editions[name]
    held = [edition for edition in library.of_regime(name) if edition.pathways]
    if not held:
        there = dict.fromkeys(edition.regime for edition in library.editions.values() if edition.pathways)
        raise UnknownRegime(
            f"There is no regime “{name}” that says what follows an inspection. There are {listed(list(there))};"
            f" or name an edition of one, such as {list(library.editions)[-1]}."
        )
    stood = [edition for edition in held if any(stage.status is Status.IN_FORCE for stage in edition.life)] or held
    plain = [edition for edition in stood if edition.variant is None]
    if not plain:
        newest = list({edition.variant: edition.id for edition in stood}.values())
        raise UnknownRegime(
            f"“{name}” has editions for several types of setting. Name one of them: {listed(newest, 'or')}."
        )
    return plain[-1]


def regime(edition: Edition, model: Model, *, content: str) -> Regime:
    """An edition as the laboratory takes it, for services as the model has them. ``content``: the edition's hash.

    Raises RegimeUnfit where the model has other grades than the edition or lacks an area that every
    edition judges, or where the edition does not say what follows some grades.
    """
    _check(edition, model)
    told = [_told(edition, model, grades) for grades in model.grades_of]
    judged = [id_ for id_, pathway in edition.pathways.items() if not pathway.unjudged]
    follows = np.array([_follows(edition, judged, grades) for grades in told])
    headline = edition.headline
    overall = [edition.grades.index(grades[headline] or "") if headline else -1 for grades in told]
    found = tuple(_pathway(edition, id_, model) for id_ in judged)
    events = dict.fromkeys(step.event.id for path in found for step in (*path.visits, path.inspection))
    return Regime(
        id=edition.id,
        label=f"{edition.title} ({edition.edition:%B %Y})",
        edition=edition.id,
        content=content,
        pathways=found,
        follows=follows,
        overall=np.array(overall),
        assumed=(*_of_judgements(edition, model), *of_events(edition, events, model.looks)),
    )


def _check(edition: Edition, model: Model) -> None:
    if edition.grades != model.grades:
        raise RegimeUnfit(
            f"{edition.id} grades {listed(edition.grades)}; the model’s grades are {listed(model.grades)}."
            " Choose an edition and a model with the same."
        )
    missing = [area for area in MEANINGS if area != "care_leavers" and area not in model.areas]
    if missing:
        raise RegimeUnfit(f"The model has no area {listed(missing, 'or')}: add it, for {edition.id} to be simulated.")


def _pathway(edition: Edition, id_: str, model: Model) -> Pathway:
    visits, inspection = steps(edition, id_, model.looks)
    return Pathway(id_, edition.pathways[id_].label, visits, inspection, of_pathway(edition, id_, inspection))


def _areas(edition: Edition, model: Model) -> Mapping[str, str]:
    """The area of the model that each judgement on the edition's scale is, but for the overall grade and reviews."""
    own = {meaning: area for area in model.areas for meaning in MEANINGS.get(area, ())}
    graded = {
        id_: judgement.meaning
        for id_, judgement in edition.judgements.items()
        if judgement.kind in (JudgementKind.AREA, JudgementKind.SUB) and not judgement.scale
    }
    return {id_: own.get(meaning, IN_CARE) for id_, meaning in graded.items()}


def _told(edition: Edition, model: Model, places: Integers) -> Grades:
    """The grades of judgements at a state; the overall one too where the edition has one."""
    areas = _areas(edition, model)
    found = {id_: model.grades[places[model.areas.index(area)]] for id_, area in areas.items()}
    if edition.headline is None:
        return found
    return {**found, edition.headline: _overall(edition, edition.headline, found, places)}


def _overall(edition: Edition, headline: str, found: Grades, places: Integers) -> str:
    """The median of the areas, the worse of two middles, or the nearest grade to it that no limit closes."""
    middle = int(np.sort(places)[len(places) // 2])
    openness = open_grades(edition, headline, found)
    left = [place for place, grade in enumerate(edition.grades) if openness[grade].allowed]
    return edition.grades[min(left, key=lambda place: (abs(place - middle), -place))]


def _follows(edition: Edition, judged: list[str], grades: Grades) -> int:
    for place, id_ in enumerate(judged):
        if edition.pathways[id_].when.evaluate(grades, edition.grades):
            return place
    told = listed([f"{judgement} {grade}" for judgement, grade in grades.items()])
    raise RegimeUnfit(f"{edition.id} does not say what follows {told}: name another edition.")


def _of_judgements(edition: Edition, model: Model) -> Iterator[str]:
    read = frozenset[str]().union(*(pathway.when.judgements() for pathway in edition.pathways.values()))
    read |= frozenset[str]().union(*(limit.when.judgements() for limit in edition.limits.values()))
    for id_, area in _areas(edition, model).items():
        if id_ in read and edition.judgements[id_].meaning not in MEANINGS[area]:
            yield f"{edition.judgements[id_].label}: the model has no area for it; it is taken to be graded as {area}."
    if edition.headline:
        yield (
            f"{edition.judgements[edition.headline].label}: taken as the median of the areas, the worse of two middle"
            " ones, moved as far as the limits without exception ask for."
        )
