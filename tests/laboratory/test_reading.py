"""Model files: the shipped ones hold, and everything wrong in one is a sentence with file, line and mend."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from inspectorate.laboratory.model_file import Seeing
from inspectorate.laboratory.reading import ModelInvalid, model_names, read_file, read_model

SMALL = """
label: Two areas
summary: A small model.
sources: {invented: {title: Invented}}
areas: {care: Care, leaders: Leaders}
grades: {good: Good, weak: Weak, bad: Bad}
leadership: leaders
worse:
  value: {care: {good: 0.02, weak: 0.03}, leaders: {good: 0.01, weak: 0.02}}
  source: invented
  confidence: derived
better:
  value: {care: {weak: 0.03, bad: 0.04}, leaders: {weak: 0.01, bad: 0.02}}
  source: invented
  confidence: derived
led: {value: {good: 1, weak: 2, bad: 3}, source: invented, confidence: derived}
shock: {value: 0.001, source: invented, confidence: derived, note: Rare.}
fifths: {value: [1.2, 1.1, 1, 0.9, 0.8], source: invented, confidence: derived}
start:
  value: {care: {good: 0.5, weak: 0.3, bad: 0.2}, leaders: {bad: 0.1, weak: 0.3, good: 0.6}}
  source: invented
  confidence: derived
alike: {value: 0.5, source: invented, confidence: derived}
looks:
  inspection:
    value:
      errors: {good: [0.9, 0.1, 0], weak: [0.1, 0.8, 0.1], bad: [0, 0.1, 0.9]}
      effect: {good: 0, weak: 0.1, bad: 0.5}
      areas: 2
    source: invented
    confidence: derived
signal: {value: {good: [0.7, 0.3], weak: [0.6, 0.4], bad: [0.5, 0.5]}, source: invented, confidence: derived}
harm: {value: {good: 0, weak: 0.2, bad: 1}, source: invented, confidence: derived}
children: {value: {mean: 1000, spread: 100}, source: invented, confidence: derived}
"""


def write(directory: Path, change: dict[str, Any] | None = None, name: str = "small.yaml") -> Path:
    """The small model, or one that changes it."""
    (directory / "base.yaml").write_text(SMALL)
    path = directory / name
    path.write_text(SMALL if change is None else yaml.safe_dump({"extends": "base.yaml", **change}))
    return path


def refused(path: Path) -> str:
    with pytest.raises(ModelInvalid) as refusal:
        read_model(path)
    return str(refusal.value)


@pytest.mark.parametrize("name", ["authorities", "authorities-four", "childrens-homes", "one-grade"])
def test_every_shipped_model_holds_and_says_where_each_number_comes_from(name: str) -> None:
    assert name in model_names()
    model = read_model(name)
    for fifth in range(5):
        moves = model.transition(fifth)
        assert moves.min() >= 0
        assert moves.sum(1) == pytest.approx(np.ones(model.states))
    assert model.beginning.sum() == pytest.approx(1)
    assert model.notes["harm"].startswith("Invented for the laboratory; nothing published says it (unverified). ")
    assert "lab fit" in model.notes["worse"]


def test_numbers_stand_under_the_ids_of_areas_and_grades_in_any_order(tmp_path: Path) -> None:
    model = read_model(write(tmp_path))
    assert (model.areas, model.grades, model.leadership) == (("care", "leaders"), ("good", "weak", "bad"), 1)
    assert model.start.tolist() == [[0.5, 0.3, 0.2], [0.6, 0.3, 0.1]]
    assert model.better.tolist() == [[0.03, 0.04], [0.01, 0.02]]
    assert model.notes["shock"] == "Invented (derived). Rare."


def test_a_short_inspection_sees_what_an_inspection_does_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    said = {"looks": {"short_inspection": {**yaml.safe_load(SMALL)["looks"]["inspection"]}}}
    said["looks"]["short_inspection"]["value"]["effect"]["bad"] = 0.25
    silent, told = read_model(write(tmp_path)).looks, read_model(write(tmp_path, said)).looks
    assert silent["short_inspection"].same(silent["inspection"])
    assert told["short_inspection"].effect.tolist() == [0, 0.1, 0.25]
    assert not told["short_inspection"].same(told["inspection"])


def test_a_file_states_only_what_it_changes_and_a_number_with_its_own_source_replaces_the_old_one(
    tmp_path: Path,
) -> None:
    changed = {
        "areas": {"care": None},
        "worse": {"value": {"leaders": {"good": 0.05, "weak": 0.06}}, "source": "invented", "confidence": "official"},
        "better": {"value": {"care": None, "leaders": {"weak": 0.5}}},
        "start": {"value": {"care": None}},
        "looks": {"inspection": {"value": {"areas": 1}}},
    }
    model = read_model(write(tmp_path, changed))
    assert model.worse.tolist() == [[0.05, 0.06]]
    assert model.better.tolist() == [[0.5, 0.02]]
    assert model.harm.tolist() == [0, 0.2, 1]


def errors(**rows: list[float]) -> dict[str, Any]:
    return {"looks": {"inspection": {"value": {"errors": rows}}}}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"areas": {"care": None, "leaders": None}}, "line 1: there is no area; add one, with its label."),
        ({"grades": {"weak": None, "bad": None}}, "there are fewer than two grades; add the others, best first."),
        ({"areas": {f"a{n}": "A" for n in range(6)}}, "3 grades in 8 areas are more than 1024 states; leave out"),
        (
            {"judged": {"cares": "overall"}},
            "judged names cares, which is not among the areas; write one of care, leaders",
        ),
        ({"leadership": "care_leavers"}, "leadership is care_leavers, which is not among the areas; write one of care"),
        ({"looks": {"inspection": None}}, "nothing says what an inspection sees; add inspection: to looks."),
        ({"shock": {"source": "none", "value": 0, "confidence": "derived"}}, "the source none of shock is not among"),
        (
            {"worse": {"value": {"cares": {}}}},
            "cares in worse.value is not an area that belongs there; the ids here are",
        ),
        ({"worse": {"value": {"care": None}}}, "care is missing in worse.value; add care: with its number."),
        ({"worse": {"low": {"care": {}}}}, "leaders is missing in worse.low"),
        ({"start": {"value": {"care": {"poor": 0.1}}}}, "poor in start.value.care is not a grade that belongs there"),
        ({"worse": {"value": {"care": {"bad": 0.1}}}}, "bad in worse.value.care is not a grade that belongs there"),
        ({"harm": {"value": {"bad": None}}}, "bad is missing in harm.value"),
        (
            {"worse": {"value": {"care": {"good": -0.1}}}},
            "worse.value.care.good has -0.1; a chance is a number from 0 to",
        ),
        ({"shock": {"value": 1.5}}, "shock.value has 1.5; a chance is a number from 0 to 1."),
        ({"led": {"value": {"bad": -1}}}, "led.value.bad has -1; write 0 or more."),
        ({"fifths": {"value": [1, 1]}}, "fifths has 2 numbers; write 5, from the most deprived fifth to the least."),
        ({"start": {"value": {"care": {"good": 0.6}}}}, "start.value.care adds up to 1.1; make it add up to 1."),
        (
            {"signal": {"value": {"good": [1]}}},
            "the rows of signal are of different lengths; give each the same levels.",
        ),
        ({"signal": {"value": {"good": [0.5, 0.6]}}}, "signal.value.good adds up to 1.1; make it add up to 1."),
        (errors(good=[0.9, 0.2, 0]), "looks.inspection.value.errors.good adds up to 1.1; make it add up to 1."),
        (
            errors(good=[0.9, 0.1]),
            "good in looks.inspection.value.errors has 2 numbers; write one for each of the 3 grades.",
        ),
        (errors(good=[1.1, -0.1, 0]), "looks.inspection.value.errors.good has -0.1; a chance is a number from 0 to 1."),
        (
            {"looks": {"inspection": {"value": {"areas": 3}}}},
            "of the kind inspection looks at 3 areas; write a number from",
        ),
        ({"children": {"value": {"mean": 0}}}, "no services have so many children; write a mean above 0 and a spread"),
        ({"harm": {"value": {"bad": 0.1}}}, "harm is less at bad than at weak, which is better; write 0.2 or more."),
        (
            {"worse": {"value": {"care": {"weak": 0.3}}}},
            "care at weak falls or rises with chances that add up to 1.11; write smaller ones (0.3 to fall is taken",
        ),
        ({"wurse": 1}, "wurse is not a key; did you mean worse?"),
        ({"harm": {"value": "much"}}, "value in harm is 'much', which is of the wrong type; write entries"),
        ({"extends": "small.yaml"}, "line 1: a model extends itself; extend another one, or none."),
        (
            {"extends": "other.yaml"},
            "other.yaml, line 1: there is no such model (No such file or directory); name a file",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_file_and_the_mend(
    change: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    told = refused(write(tmp_path, change))
    assert sentence in told
    assert told.startswith(str(tmp_path))
    assert ", line " in told


def test_leaders_themselves_fall_no_faster_for_their_own_grade(tmp_path: Path) -> None:
    """The others' chance of falling is multiplied by 3 at the worst leaders, the leaders' own is not."""
    change = {"worse": {"value": {"leaders": {"weak": 0.7}}}}
    assert read_model(write(tmp_path, change)).worse[1, 1] == 0.7


def test_files_that_are_no_models_at_all(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("- 1\n")
    assert refused(path) == f"{path}, line 1: this is not a model; write label, areas, grades and so on."
    path.write_bytes(b"label: \xff")
    assert refused(path) == f"{path}, line 1: this is not UTF-8 text; save it as UTF-8 text."
    assert (
        "name a file that can be read, or one of authorities, authorities-four, childrens-homes, one-grade."
        in refused(tmp_path)
    )


def test_every_look_is_a_parameter_of_its_own(tmp_path: Path) -> None:
    looks = read_file(write(tmp_path)).parameters["looks.inspection"]
    assert isinstance(looks.value, Seeing)
