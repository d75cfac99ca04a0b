"""Drawn visits beside those after a review: counted as they were asked for, and no more said than the numbers bear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.intelligence.stratum_compared import Asked, Became, compare, difference
from inspectorate.measurement.intervals import Estimate, wilson

FOUND, CLEAR = Asked(Became.REPORTED, concern=True), Asked(Became.REPORTED)
OTHER = [Asked(became) for became in Became if became is not Became.REPORTED]

visits = st.lists(st.sampled_from([FOUND, CLEAR, *OTHER]), max_size=40)


def of(concern: int, reported: int) -> list[Asked]:
    return [FOUND] * concern + [CLEAR] * (reported - concern)


def share(hits: int, n: int) -> Estimate:
    found = wilson(hits, n)
    assert found is not None
    return found


def test_each_is_counted_as_what_became_of_it() -> None:
    side = compare([FOUND, CLEAR, CLEAR, *OTHER, OTHER[0]], []).drawn
    assert (side.asked, side.concern) == (8, 1)
    assert side.became == {"refused": 2, "waiting": 1, "not_made": 1, "not_reported": 1, "reported": 3}
    assert (side.of_asked, side.of_reported) == (share(1, 8), share(1, 3))


@given(visits, visits)
def test_a_refusal_counts_on_the_side_that_it_was_drawn_for(drawn: list[Asked], reviewed: list[Asked]) -> None:
    """A slow count beside it; to refuse one more never makes the share of all asked for greater."""
    found = compare(drawn, reviewed)
    for side, every in ((found.drawn, drawn), (found.reviewed, reviewed)):
        assert side.asked == len(every) == sum(side.became.values())
        assert side.concern == len([one for one in every if one is FOUND])
    more = compare([*drawn, Asked(Became.REFUSED)], reviewed).drawn
    assert more.of_asked is not None
    assert found.drawn.of_asked is None or more.of_asked.value <= found.drawn.of_asked.value
    assert more.of_reported == found.drawn.of_reported


def test_the_interval_of_a_difference_is_that_of_the_paper() -> None:
    """Newcombe 1998, table II, example (a): 56 of 70 against 48 of 80 is 0.2, from 0.0524 to 0.3339."""
    found = difference(share(56, 70), share(48, 80))
    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.2, 0.0524, 0.3339)
    assert found.n == 150


@pytest.mark.parametrize(
    ("drawn", "reviewed", "told"),
    [
        (of(4, 40), of(30, 40), "Visits after a review recorded them more often than chance explains."),
        (of(30, 40), of(4, 40), "Visits after a review recorded them less often, by more than chance explains."),
        (of(10, 40), of(11, 40), "Chance alone may make this difference"),
    ],
)
def test_it_says_what_the_difference_shows(drawn: list[Asked], reviewed: list[Asked], told: str) -> None:
    assert told in compare(drawn, reviewed).sentence


def test_numbers_stand_in_the_sentence_with_their_intervals() -> None:
    found = compare(of(1, 4), of(2, 4))
    assert found.sentence == (
        "Of visits drawn by chance 1 of 4 (25%, 5% to 70%) recorded findings of concern, of visits after a review "
        "2 of 4 (50%, 15% to 85%). Chance alone may make this difference: it does not show that reviews find more than "
        "a draw does. These are few visits: only a large difference could show."
    )


@pytest.mark.parametrize(("number", "few"), [(29, True), (30, False)])
def test_few_visits_are_said_to_be_few(number: int, few: bool) -> None:
    assert ("These are few visits" in compare(of(3, number), of(3, 40)).sentence) == few
    assert ("These are few visits" in compare(of(3, 40), of(3, number)).sentence) == few


def test_what_was_not_reported_is_said_to_count() -> None:
    told = "What was refused, not made or not reported counts as having recorded none."
    assert told not in compare(of(3, 40), of(3, 40)).sentence
    assert told in compare([*of(3, 40), OTHER[0]], of(3, 40)).sentence


@pytest.mark.parametrize(
    ("drawn", "reviewed", "told"),
    [
        ([], [FOUND], "No visit was drawn by chance, so that there is nothing to compare."),
        ([FOUND], [], "No visit was asked for after a review, so that there is nothing to compare."),
    ],
)
def test_one_side_alone_is_compared_with_nothing(drawn: list[Asked], reviewed: list[Asked], told: str) -> None:
    found = compare(drawn, reviewed)
    assert (found.difference, found.sentence) == (None, told)
