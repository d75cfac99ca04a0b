"""The blind random stratum: stated, repeatable, and fair."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectorate.intelligence.stratum import draw, one_of, seal

BODIES = tuple(f"authority:X{number}" for number in range(20))
bodies = st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, unique=True)
shares = st.floats(0.01, 1.0)


def test_the_method_is_the_one_that_is_stated() -> None:
    def hashed(body: str) -> str:
        return sha256(f"seed|{body}".encode()).hexdigest()

    assert draw(BODIES, 0.1, "seed") == tuple(sorted(BODIES, key=hashed)[:2])


@pytest.mark.parametrize(
    ("number", "share", "drawn"),
    [(20, 0.1, 2), (20, 0.125, 3), (20, 0.12, 2), (3, 0.1, 1), (1, 0.01, 1), (0, 0.5, 0), (5, 1.0, 5)],
)
def test_how_many_are_drawn(number: int, share: float, drawn: int) -> None:
    assert len(draw(BODIES[:number], share, "seed")) == drawn


@pytest.mark.parametrize("share", [0.0, -0.1, 1.01, float("nan")])
def test_a_share_is_more_than_nothing_and_no_more_than_all(share: float) -> None:
    with pytest.raises(ValueError, match="must be more than 0 and at most 1"):
        draw(BODIES, share, "seed")


@given(bodies, shares, st.text(max_size=5))
def test_order_and_repetition_make_no_difference(named: list[str], share: float, seed: str) -> None:
    once = draw(named, share, seed)
    assert once == draw([*reversed(named), *named], share, seed)
    assert set(once) <= set(named)
    assert len(set(once)) == len(once)


@given(bodies, st.text(max_size=5))
def test_a_larger_share_draws_the_same_and_more(named: list[str], seed: str) -> None:
    small = draw(named, 0.2, seed)
    assert draw(named, 0.7, seed)[: len(small)] == small


def test_each_body_is_drawn_about_as_often_as_the_share_says() -> None:
    """Over 2,000 seeds 0.1 of the draws, within four standard errors (0.0067 each)."""
    drawn = [body for seed in range(2000) for body in draw(BODIES, 0.1, str(seed))]
    for body in BODIES:
        assert abs(drawn.count(body) / 2000 - 0.1) < 0.027


def test_a_seal_is_of_one_seed() -> None:
    assert seal("seed") == sha256(b"seed").hexdigest()
    assert seal("seed") != seal("Seed")


def test_a_place_is_given_by_seed_body_and_matter() -> None:
    places = {one_of(7, "seed", body, "topic") for body in BODIES}
    assert places <= set(range(7))
    assert len(places) > 3
    assert [one_of(365, "seed", "a", about) for about in ("day", "day")] == [one_of(365, "seed", "a", "day")] * 2
    assert one_of(365, "seed", "a", "day") != one_of(365, "other", "a", "day")
