"""Comparisons as pages show them: what was asked in words, how far it is, and what the result rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inspectorate.framework.library import load_library
from inspectorate.framework.wording import listed
from inspectorate.laboratory.regime import POLICIES
from inspectorate.webapp.laboratory.choices import regimes
from inspectorate.webapp.laboratory.models import Comparison
from inspectorate.webapp.laboratory.wanted import Wanted


def name(comparison: Comparison) -> str:
    """What is compared, by the names that were asked for."""
    wanted = Wanted.of(comparison.question)
    return f"{listed([_short(one) for one in wanted.regimes])}: {wanted.services:,} services, {_years(wanted.years)}"


def asked(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """What was asked, a line each."""
    labels = regimes(load_library())
    yield "Regimes", "; ".join(labels.get(one, one) for one in wanted.regimes)
    yield "Policies", "; ".join(POLICIES[one] for one in wanted.policies) or "None"
    yield "Model", wanted.model
    yield "Services", f"{wanted.services:,}"
    yield "Time", _years(wanted.years)
    yield (
        "Runs",
        f"{wanted.runs:,} of each regime" + (f", {wanted.policy_runs:,} of each policy" if wanted.policies else ""),
    )
    yield "Seed", str(wanted.seed)
    days = wanted.days_a_year
    yield "Inspector-days a year", "What the first regime takes as it is written" if days is None else f"{days:,}"
    if wanted.policies:
        longest = wanted.longest
        yield "Longest gap under policies", "No duty" if longest is None else f"{longest} months"
    yield "Where the model is wrong", "Asked again, parameter by parameter" if wanted.sweep else "Not asked"


def made_with(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What anybody needs to get the same numbers again."""
    yield "Model", f"{result['model_label']} ({result['model']})"
    yield "Content of the model", result["model_hash"]
    yield "Seed", str(result["seed"])
    yield "Software", f"Inspectorate {result['software']}"
    for row in result["regimes"]:
        if row["edition"]:
            yield row["edition"], row["edition_hash"]


def command(wanted: Wanted) -> str:
    """The command that gives the same."""
    words = ["inspectorate lab compare", *wanted.regimes]
    words += [f"--services {wanted.services}", f"--years {wanted.years}", f"--runs {wanted.runs}"]
    words += [f"--seed {wanted.seed}", f"--model {wanted.model}"]
    words += [f"--policy {one}" for one in wanted.policies]
    words += [f"--policy-runs {wanted.policy_runs}"] if wanted.policies else []
    words += [f"--days {wanted.days_a_year}"] if wanted.days_a_year is not None else []
    words += [f"--longest {wanted.longest}"] if wanted.longest is not None else []
    return " ".join(words + (["--sweep"] if wanted.sweep else []))


def assumptions(result: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The regimes of a result with what was assumed of each."""
    return [row for row in result["regimes"] if row["edition"]]


def _short(regime: str) -> str:
    """A regime as people call it: abbreviations in capitals."""
    name, stroke, version = regime.partition("/")
    return f"{name.upper() if name.isalpha() else name}{stroke}{version}"


def _years(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"
