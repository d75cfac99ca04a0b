"""How much of several judgements one grade keeps: planted distributions, of which the truth is known."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from inspectorate.measurement.information import entropy, kept, seen_before

# Three areas with four grades each that go together; one word in ten is the middle area and not the worst.
AREAS = list(product(range(4), repeat=3))
LIKELY = np.array([0.55 ** (max(areas) - min(areas)) * (0.1, 0.4, 0.35, 0.15)[sorted(areas)[1]] for areas in AREAS])
LIKELY /= LIKELY.sum()
SLIPS = 0.1


def bits(shares: dict[object, float]) -> float:
    return -sum(share * float(np.log2(share)) for share in shares.values() if share)


def truth() -> float:
    one: dict[object, float] = {}
    both: dict[object, float] = {}
    for areas, likely in zip(AREAS, LIKELY, strict=True):
        for grade, share in ((max(areas), 1 - SLIPS), (sorted(areas)[1], SLIPS)):
            one[grade] = one.get(grade, 0) + likely * share
            both[areas, grade] = both.get((areas, grade), 0) + likely * share
    all_ = bits(dict(zip(AREAS, LIKELY, strict=True)))
    return (all_ + bits(one) - bits(both)) / all_


def sample(random: np.random.Generator, n: int) -> tuple[list[tuple[int, ...]], list[int]]:
    judged = [AREAS[place] for place in random.choice(len(AREAS), size=n, p=LIKELY)]
    slips = random.random(n) < SLIPS
    return judged, [sorted(areas)[1] if slip else max(areas) for areas, slip in zip(judged, slips, strict=True)]


def test_the_planted_share_is_found_and_the_interval_holds_it() -> None:
    random, found, plain, held = np.random.default_rng(3), [], [], 0
    for _ in range(150):
        judged, grades = sample(random, 150)
        told = kept(judged, grades, range(150))
        assert told
        found.append(told.share.value)
        counts = [np.unique(one, return_counts=True, axis=0)[1] for one in (judged, grades, np.c_[judged, grades])]
        all_, one, both = (float(-(c / 150 * np.log2(c / 150)).sum()) for c in counts)
        plain.append((all_ + one - both) / all_)
        held += told.share.low <= truth() <= told.share.high
    assert abs(np.mean(found) - truth()) < 0.012
    assert np.mean(plain) - truth() > 0.025
    assert 0.9 <= held / 150 <= 1


def test_entropy_of_what_is_known_well() -> None:
    assert entropy([[4_000_000, 4_000_000], [8, 0], [0, 0]]).round(4).tolist() == [1, 0, 0]
    # A bit and a half as counted, and two kinds more than one out of twice four cases, in bits.
    assert entropy([2, 1, 1]) == pytest.approx(1.5 + 2 / 8 / np.log(2))


def test_what_stands_alone_was_not_seen_before() -> None:
    assert [seen_before(counts) for counts in ([2, 1, 1], [3, 2, 0], [1, 1])] == [0.5, 1, 0]


def test_a_grade_that_says_all_keeps_all_and_one_that_never_changes_nothing() -> None:
    judged = ["good", "weak"] * 40
    every, nothing = kept(judged, judged, range(80)), kept(judged, ["good"] * 80, range(80))
    assert every
    assert nothing
    assert (every.share.value, every.share.high, every.told) == (1, 1, every.bits)
    assert (nothing.share.value, nothing.share.low, nothing.share.n) == (0, 0, 80)


def test_inspections_of_one_body_are_left_out_together() -> None:
    judged, grades = sample(np.random.default_rng(1), 60)
    alone = kept(judged, grades, range(60))
    twice = kept(judged * 2, grades * 2, [*range(60), *range(60)])
    as_new = kept(judged * 2, grades * 2, range(120))
    assert alone
    assert twice
    assert as_new
    assert twice.share.high - twice.share.low > as_new.share.high - as_new.share.low


@pytest.mark.parametrize("bodies", [["a", "a", "a"], ["a", "b", "c"]])
def test_where_nothing_differs_there_is_nothing_to_keep(bodies: list[str]) -> None:
    judged = ["good", "weak", "good"] if len(set(bodies)) == 1 else ["good"] * 3
    assert kept(judged, judged, bodies) is None


@pytest.mark.parametrize("grades", [["good"] * 102, ["good"] * 100 + ["weak", "poor"]])
def test_where_the_corrections_leave_no_bits_no_share_is_told(grades: list[str]) -> None:
    """All but two cases are of one body and alike: without it so much differs that the jackknife ends below nought."""
    judged = ["good"] * 100 + ["weak", "poor"]
    assert kept(judged, grades, ["a"] * 100 + ["b", "c"]) is None
