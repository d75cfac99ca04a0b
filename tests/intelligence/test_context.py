"""What falls on poorer places, by hand on small tables."""

from __future__ import annotations

import pytest

from inspectorate.intelligence.context import Counted, beyond, by_fifth, ends, ratio, verdict
from inspectorate.measurement.intervals import Estimate


def of(fifth: int, *numbers: float) -> list[Counted]:
    return [Counted(fifth, number) for number in numbers]


def test_each_fifth_has_its_rate_and_a_fifth_without_authorities_has_none() -> None:
    found = by_fifth([*of(1, 1, 1, 0, 0), *of(5, 0, 1), Counted(5, 0, 0)], share=True)
    assert [(one.number, one.of, one.rate) for one in found] == [
        (2, 4, 0.5),
        (0, 0, None),
        (0, 0, None),
        (0, 0, None),
        (1, 2, 0.5),
    ]
    assert found[0].share is not None
    assert found[1].share is None
    assert (round(found[0].share.low, 3), round(found[0].share.high, 3)) == (0.150, 0.850)
    assert by_fifth(of(1, 3, 2), share=False)[0].share is None


def test_the_ratio_is_of_the_most_deprived_to_the_least_and_its_interval_holds_it() -> None:
    """12 of 20 against 6 of 20: twice."""
    found = ratio([*of(1, *[1] * 12, *[0] * 8), *of(3, 1, 1), *of(5, *[1] * 6, *[0] * 14)])
    assert found is not None
    assert found.value == pytest.approx(2)
    assert 0.9 < found.low < 2 < found.high < 6
    assert found.n == 40


def test_the_same_in_every_authority_leaves_no_doubt() -> None:
    assert ratio([*of(1, 4, 4, 4), *of(5, 2, 2)]) == Estimate(2, 2, 2, 5)


@pytest.mark.parametrize(("poor", "least"), [([1, 1], [1, 0]), ([1] * 9, [0] * 9), ([], [1] * 9)])
def test_of_too_few_cases_no_ratio_is_told(poor: list[float], least: list[float]) -> None:
    few = [*of(1, *poor), *of(5, *least)]
    assert ratio(few) is None
    many = [Counted(one.fifth, 1) for one in few]
    assert beyond(few, many) is None
    assert beyond(many, few) is None


def test_an_interval_without_an_upper_end_says_so() -> None:
    """One case in the least deprived fifth, which many samples miss."""
    found = ratio([*of(1, *[1] * 6, *[0] * 2), *of(5, 1, *[0] * 7)])
    assert found is not None
    assert ends(found).endswith(" and more")
    assert ends(Estimate(1, 0.5, 2, 9)) == "0.50 to 2.00"


def test_what_falls_as_findings_do_is_once_theirs() -> None:
    found = [*of(1, *[1] * 6, *[0] * 4), *of(5, *[1] * 3, *[0] * 7)]
    same = beyond(found, found)
    assert same is not None
    assert (same.value, same.low, same.high) == (1, 1, 1)


def test_only_the_same_authorities_can_be_compared() -> None:
    with pytest.raises(ValueError, match="same order"):
        beyond(of(1, 1), of(5, 1))


@pytest.mark.parametrize(
    ("estimate", "told"),
    [
        (None, "There are too few cases to say whether signals fall on the most deprived authorities as findings do."),
        (
            Estimate(2, 1.2, 3, 60),
            "Signals fall on the most deprived authorities more than findings do: the ratio is 2.00 times that of "
            "findings, 95% interval 1.20 to 3.00.",
        ),
        (
            Estimate(0.5, 0.2, 0.9, 60),
            "Signals fall on the most deprived authorities less than findings do: the ratio is 0.50 times that of "
            "findings, 95% interval 0.20 to 0.90.",
        ),
        (
            Estimate(1.5, 0.8, 2, 60),
            "Whether signals fall on the most deprived authorities more or less than findings do cannot be told from "
            "these numbers: the ratio is 1.50 times that of findings, 95% interval 0.80 to 2.00.",
        ),
    ],
)
def test_the_sentence_says_no_more_than_the_interval(estimate: Estimate | None, told: str) -> None:
    assert verdict("signals", estimate) == told
