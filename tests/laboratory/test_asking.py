"""What a person asks for in words, and what is meant by it."""

import math
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from inspectorate.framework.library import Library, load_library
from inspectorate.laboratory.asking import AskedWrongly, answerable
from inspectorate.laboratory.question import Question

QUESTION = Question(("ilacs", "sif"), ("risk",), services=5, years=2, runs=20, policy_runs=3, seed=4)
MODELS = files("inspectorate.laboratory") / "models"
HOMES = "sccif/2022-04-01+childrens_home"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_a_question_is_a_model_services_and_what_is_compared(library: Library) -> None:
    meant = answerable(replace(QUESTION, days_a_year=30.0, longest=48), library)
    assert meant.file.model.areas == ("help_and_protection", "in_care", "leadership")
    assert len(meant.services) == 5
    asked = meant.asked
    assert [regime.id for regime in asked.regimes] == ["ilacs", "sif"]
    assert (asked.policies, asked.months, asked.days, asked.longest) == (("risk",), 24, 60.0, 48)
    assert (asked.runs, asked.policy_runs, asked.seed) == (20, 3, 4)
    assert answerable(QUESTION, library).asked.days is None


def test_homes_are_compared_under_editions_of_their_own(library: Library) -> None:
    regimes = ("sccif/2017-04-01+childrens_home", HOMES)
    meant = answerable(replace(QUESTION, regimes=regimes, model="childrens-homes"), library)
    assert [regime.edition for regime in meant.asked.regimes] == list(regimes)
    assert meant.services.children.max() < 40


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"regimes": ()}, "Name at least one regime, such as ilacs."),
        ({"regimes": ("ilacs", "sif", "ilacs")}, "The regime “ilacs” is named twice; name each once."),
        ({"regimes": ("nobody",)}, "There is no regime “nobody”"),
        ({"policies": ("risk", "risk")}, "The policy “risk” is named twice; name each once."),
        ({"policies": ("luck",)}, "There is no policy “luck”; choose from risk, belief, index."),
        ({"days_a_year": 0.0}, "0 inspector-days a year are no effort; give a number above 0."),
        ({"days_a_year": math.nan}, "nan inspector-days a year are no effort; give a number above 0."),
        ({"days_a_year": math.inf}, "inf inspector-days a year are no effort; give a number above 0."),
        ({"services": 1}, "A comparison needs at least 2 services, not 1; ask for 2 or more."),
        ({"model": "nowhere"}, "there is no such model"),
        (
            {"regimes": ("ilacs", HOMES)},
            "sccif/2022-04-01+childrens_home inspects bodies of the type childrens home or special school as home, and"
            " the model “Authorities with three areas” is of the type authority",
        ),
        ({"model": "childrens-homes"}, "ilacs inspects bodies of the type authority, and the model “Children’s homes”"),
        ({"model": "one-grade"}, "The model has no area help_and_protection"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(changes: dict[str, object], sentence: str, library: Library) -> None:
    with pytest.raises(AskedWrongly) as refused:
        answerable(replace(QUESTION, **changes), library)  # type: ignore[arg-type]  # a table of changes of all types
    assert sentence in str(refused.value)


def test_inspections_that_leave_areas_out_are_refused_before_anything_is_worked_out(
    library: Library, tmp_path: Path
) -> None:
    text = MODELS.joinpath("authorities.yaml").read_text()
    own = tmp_path / "own.yaml"
    own.write_text(text.replace("areas: 3", "areas: 2", 1))
    with pytest.raises(AskedWrongly, match="its inspection looks at 2 of 3 areas"):
        answerable(replace(QUESTION, model=str(own)), library)
