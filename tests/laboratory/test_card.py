"""The model card says in plain words what a model takes to be so; its fingerprint follows the numbers alone."""

from dataclasses import replace
from pathlib import Path

import yaml
from tests.laboratory.models import two_areas
from tests.laboratory.test_reading import SMALL, write

from inspectorate.laboratory.card import card, content
from inspectorate.laboratory.reading import read_file


def test_each_number_is_told_with_what_it_means_and_where_it_comes_from(tmp_path: Path) -> None:
    change = {"shock": {"low": 0.0005, "high": 0.002}, "worse": {"low": {"care": {"good": 0.01, "weak": 0.02},
              "leaders": {"good": 0.005, "weak": 0.01}}, "high": {"care": {"good": 0.04, "weak": 0.05},
              "leaders": {"good": 0.02, "weak": 0.03}}}}  # fmt: skip
    told = {row.parameter: row for row in card(read_file(write(tmp_path, change)))}
    assert told["Shock"].value == "0.1% (0.05% to 0.2%)"
    assert told["Shock"].meaning == "the chance that all areas of a service fall a grade in one month"
    assert (told["Shock"].source, told["Shock"].confidence) == ("Invented. Rare.", "derived")
    assert told["Care: chance of falling"].value == "Good 2% (1% to 4%); Weak 3% (2% to 5%)"
    assert told["Leaders: where services begin"].value == "Bad 10%; Weak 30%; Good 60%"
    assert told["Deprivation"].value == "1.2, 1.1, 1, 0.9, 0.8"
    assert told["Children"].value == "1,000, 100"
    assert told["Signal"].value == "Good 70%, 30%; Weak 60%, 40%; Bad 50%, 50%"
    assert told["Inspection: what it changes"].value == "Good 0%; Weak 10%; Bad 50%"
    assert told["Inspection: what it looks at"].value == "2"
    assert told["Short inspection"].value == "as an inspection"
    assert told["Short inspection"].confidence == "unverified"
    assert len(told) == 17


def test_what_a_short_inspection_sees_is_told_as_any_look_where_the_file_says_it(tmp_path: Path) -> None:
    look = yaml.safe_load(SMALL)["looks"]["inspection"]
    told = {row.parameter: row for row in card(read_file(write(tmp_path, {"looks": {"short_inspection": look}})))}
    assert "Short inspection" not in told
    assert "Bad 0%, 10%, 90%" in told["Short inspection: what it says"].value


def test_shipped_models_have_whole_cards() -> None:
    for name in ("authorities", "authorities-four", "childrens-homes", "one-grade"):
        assert all(row.value and row.source and row.meaning for row in card(read_file(name)))


def test_the_same_numbers_have_the_same_fingerprint_and_others_another() -> None:
    model = two_areas()
    assert content(model) == content(two_areas(notes={"harm": "Somebody said so."}))
    looks = {**model.looks, "inspection": replace(model.looks["inspection"], areas=1)}
    others = [two_areas(shock=0.001), two_areas(leadership=0), replace(model, looks=looks)]
    assert len({content(one) for one in (model, *others)}) == 4
