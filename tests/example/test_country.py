"""The invented country: the same for the same seed, of any size, and nowhere real."""

import csv
from datetime import date
from pathlib import Path

import pytest

import inspectorate
from inspectorate.example.country import MERGER_DAY, REGIONS, country

REFERENCE = Path(inspectorate.__file__).parent / "webapp" / "register" / "reference"


@pytest.mark.parametrize("size", [4, 40, 150])
def test_it_has_as_many_authorities_open_today_as_asked_for(size: int) -> None:
    places = country(size, seed=1)
    assert sum(place.closed is None for place in places) == size
    assert len({place.code for place in places}) == len({place.name for place in places}) == size + 2


@pytest.mark.parametrize("size", [3, 157])
def test_a_size_that_it_cannot_have_is_refused_with_a_sentence(size: int) -> None:
    with pytest.raises(ValueError, match=f"has 4 to 156 authorities, not {size}"):
        country(size, seed=1)


def test_the_same_seed_gives_the_same_country_and_another_another() -> None:
    assert country(12, seed=5) == country(12, seed=5)
    assert country(12, seed=5) != country(12, seed=6)


def test_no_name_or_code_is_that_of_a_real_authority() -> None:
    real: set[str] = set()
    for name in ("authorities", "authority_aliases", "authority_codes"):
        with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            real |= {text.casefold() for row in csv.DictReader(file) for text in row.values()}
    invented = {
        text.casefold() for place in country(150, seed=1) for text in (place.name, place.code, place.three_digit)
    }
    assert invented & real == set()


def test_two_authorities_merged_into_a_new_one_of_their_region() -> None:
    *_, first, second, new = country(12, seed=1)
    assert first.closed == second.closed == date(2023, 3, 31)
    assert new.opened == MERGER_DAY
    assert new.made_from == (first.code, second.code)
    assert first.ofsted_region == second.ofsted_region == new.ofsted_region == REGIONS[new.government_region]
