"""From the words in which a person asks for a comparison to what is compared: the model, the services, the regimes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from inspectorate.framework.library import Library
from inspectorate.framework.wording import listed, plain
from inspectorate.laboratory.clock import check_looks
from inspectorate.laboratory.compare import Asked
from inspectorate.laboratory.model import Services
from inspectorate.laboratory.model_file import ModelFile
from inspectorate.laboratory.pathways import UnknownRegime, regimes
from inspectorate.laboratory.population import TooFew, services
from inspectorate.laboratory.question import Question
from inspectorate.laboratory.reading import ModelInvalid, read_file
from inspectorate.laboratory.regime import POLICIES, Regime, RegimeUnfit


class AskedWrongly(ValueError):
    """What was asked for cannot be compared; the sentence says why, and the mend."""


@dataclass(frozen=True, slots=True, eq=False)
class Answerable:
    """What a question means."""

    file: ModelFile
    services: Services
    asked: Asked


def answerable(question: Question, library: Library) -> Answerable:
    """What a question means, with the regimes of a library. Raises AskedWrongly."""
    _check(question)
    try:
        file = read_file(question.model)
        country = services(question.services, seed=question.seed, children=file.children.value)
        found = regimes(library, question.regimes, file.model)
        for regime in found:
            check_looks(regime, file.model)
    except (ModelInvalid, RegimeUnfit, TooFew, UnknownRegime) as problem:
        raise AskedWrongly(str(problem)) from None
    _check_bodies(file, found, library)
    days = None if question.days_a_year is None else question.days_a_year * question.years
    return Answerable(
        file,
        country,
        Asked(
            found,
            question.policies,
            months=12 * question.years,
            runs=question.runs,
            policy_runs=question.policy_runs,
            seed=question.seed,
            days=days,
            longest=question.longest,
        ),
    )


def _check(question: Question) -> None:
    for what, named in (("regime", question.regimes), ("policy", question.policies)):
        twice = _twice(named)
        if twice:
            raise AskedWrongly(f"The {what} “{twice}” is named twice; name each once.")
    if not question.regimes:
        raise AskedWrongly("Name at least one regime, such as ilacs.")
    unknown = next((one for one in question.policies if one not in POLICIES), None)
    if unknown:
        raise AskedWrongly(f"There is no policy “{unknown}”; choose from {', '.join(POLICIES)}.")
    if question.days_a_year is not None and not 0 < question.days_a_year < math.inf:
        raise AskedWrongly(f"{question.days_a_year:g} inspector-days a year are no effort; give a number above 0.")


def _check_bodies(file: ModelFile, found: Sequence[Regime], library: Library) -> None:
    """Regimes are of the bodies that the model is of: else a day of two people is set beside weeks of seven."""
    for one in found:
        inspected = library.edition(one.edition).applies_to
        if file.applies_to not in inspected:
            raise AskedWrongly(
                f"{one.id} inspects bodies of the type {listed([plain(type_) for type_ in inspected], 'or')}, and the"
                f" model “{file.label}” is of the type {plain(file.applies_to)}: their inspections cannot take the same"
                " effort. Choose regimes and a model of one type."
            )


def _twice(names: Sequence[str]) -> str | None:
    return next((name for place, name in enumerate(names) if name in names[:place]), None)
