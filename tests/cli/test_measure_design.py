"""`inspectorate measure design`: what it prints where, and how it ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.cli.commands import run


def design(*words: str) -> Any:
    result = run("measure", "design", *words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_twenty_four_pairs_tell_what_the_published_study_told() -> None:
    told = design("--agreement", "0.9166667", "--pairs", "24", "--steps", "2")
    assert (told["half_width"], told["pairs"], told["shares"], told["chance"]) == (None, 24, [0.5, 0.5], 0.5)
    exact = told["statistics"]["exact_agreement"]
    assert (round(exact["low"], 2), round(exact["high"], 2), exact["interval"]) == (0.74, 0.98, "wilson")


def test_keys_are_those_that_help_promises() -> None:
    told = design("--half-width", ".1", "--agreement", ".9", "--steps", "4")
    assert list(told) == ["agreement", "chance", "shares", "apart", "level", "half_width", "pairs", "statistics"]
    assert list(told["statistics"]) == ["exact_agreement", "kappa", "weighted_kappa"]
    for one in told["statistics"].values():
        assert list(one) == ["expected", "pairs", "low", "high", "half_width", "interval", "enough"]
    assert [one["pairs"] for one in told["statistics"].values()] == [37, 62, 32]
    assert design() == told


def test_shares_make_the_scale_and_a_small_study_is_told_apart() -> None:
    told = design("--shares", "0.1,0.46,0.32,0.12", "--pairs", "20", "--agreement", "0.7", "--anywhere")
    assert (told["apart"], told["statistics"]["kappa"]["enough"]) == ("anywhere", False)
    result = run("measure", "design", "--pairs", "20")
    assert "Exact agreement" in result.stdout
    assert result.stderr == "So few pairs make the interval of kappa and weighted kappa look surer than it is.\n"
    assert run("measure", "design", "--format", "csv").stdout.splitlines()[1].startswith("exact_agreement,0.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--half-width", "0.1", "--pairs", "24"), "or --pairs"),
        (("--half-width", "0"), "between 0 and 1"),
        (("--agreement", "0.2"), "at random in these shares agree on 25%"),
        (("--shares", "a half"), "numbers with commas between"),
        (("--shares", "0.5,0.6"), "sum to 1"),
        (("--pairs", "0"), "equal to 1"),
    ],
)
def test_what_cannot_be_planned_ends_in_a_sentence(words: tuple[str, ...], sentence: str) -> None:
    result = run("measure", "design", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
