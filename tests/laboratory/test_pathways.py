"""Regimes are what the framework library says: which pathway follows which grades, and when what is due on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.laboratory.authorities import AREAS, authorities

from inspectorate.framework.conditions import ALWAYS
from inspectorate.framework.library import load_library
from inspectorate.laboratory.model import Look, Model
from inspectorate.laboratory.pathways import UnknownRegime, regime, regimes
from inspectorate.laboratory.regime import Pathway, Regime, RegimeUnfit

LIBRARY = load_library()
MODEL = authorities()
QUARTERLY = [3.0 * place for place in range(1, 12)]
HOME = "sccif/2017-04-01+childrens_home"
FOUR_GRADES = [id_ for id_, edition in LIBRARY.editions.items() if edition.grades == MODEL.grades]


def named(name: str, model: Model = MODEL) -> Regime:
    (found,) = regimes(LIBRARY, [name], model)
    return found


def pathway(found: Regime, id_: str) -> Pathway:
    return next(one for one in found.pathways if one.id == id_)


def state(**grades: str) -> int:
    return int(MODEL.state(np.array([MODEL.grades.index(grades.get(area, "good")) for area in AREAS])))


@pytest.mark.parametrize(
    ("name", "id_", "visits", "window", "days"),
    [
        ("ilacs/2018-01-01", "good_or_better", [18.0], (30, 36, 42), (30, 30, 30)),
        ("ilacs", "good_or_better", [18.0], (30, 36, 42), (15, 20, 25)),
        ("ilacs", "requires_improvement", [12.0, 24.0], (30, 36, 42), (30, 40, 50)),
        ("ilacs", "inadequate", QUARTERLY, (24, 30, 36), (30, 40, 50)),
        ("proposal-2017", "requires_improvement", [18.0], (33, 36, 39), (70, 70, 70)),
        ("proposal-2017", "inadequate", QUARTERLY[:4], (12, 15, 27), (140, 140, 140)),
        ("sif/2013-11-01", "inadequate", [], (36, 36, 36), (140, 140, 140)),
        ("sif", "judged", [], (36, 36, 36), (140, 140, 140)),
        ("sif", "inadequate", [4.29, 7.29, 10.29, 13.29], (13.29, 20.14, 27), (140, 140, 140)),
        (HOME, "good", [], (12, 12, 12), (2, 2, 2)),
        (HOME, "requires_improvement", [6.0], (12, 12, 12), (2, 2, 2)),
        (HOME, "inadequate", [1.38], (6, 6, 6), (2, 2, 2)),
        ("sccif/2017-04-01+boarding_school", "good", [], (42, 42, 42), (3, 3, 3)),
        ("sccif/2017-04-01+boarding_school", "inadequate", [12.0], (24, 24, 24), (3, 3, 3)),
        ("sccif/2017-04-01+independent_fostering_agency", "inadequate", [], (6, 9, 12), (2, 2, 2)),
    ],
)
def test_a_pathway_has_the_months_and_days_of_its_framework(
    name: str, id_: str, visits: list[float], window: tuple[float, ...], days: tuple[float, ...]
) -> None:
    found = pathway(named(name), id_)
    assert [step.usual for step in found.visits] == pytest.approx(visits, abs=0.01)
    inspection = found.inspection
    assert (inspection.earliest, inspection.usual, inspection.latest) == pytest.approx(window, abs=0.01)
    assert inspection.event.days == days
    assert inspection.event.graded


def test_events_see_what_those_of_their_kind_see_in_the_model() -> None:
    assert [step.event.look for step in pathway(named("ilacs"), "inadequate").visits[:1]] == ["monitoring_visit"]
    assurance = pathway(named("sccif/2022-04-01+childrens_home"), "requires_improvement").visits[0].event
    assert (assurance.id, assurance.look) == ("assurance_visit", "focused_visit")
    blind = authorities(looks={"inspection": MODEL.looks["inspection"]})
    assert pathway(named("ilacs", blind), "good_or_better").visits[0].event.look == "inspection"
    assert "the same as events of the kind “inspection”" in " ".join(named("ilacs", blind).assumed)


@pytest.mark.parametrize("name", ["proposal-2017", "ilacs/2018-01-01", "ilacs"])
def test_a_short_inspection_sees_what_short_ones_see_in_the_model(name: str) -> None:
    inspection = MODEL.looks["inspection"]
    short = Look(inspection.errors[[0, 1, 1, 2]], inspection.effect, inspection.areas)
    worse, alike = ({**MODEL.looks, "short_inspection": look} for look in (short, replace(inspection)))
    found = {one.id: one.inspection.event for one in named(name, authorities(looks=worse)).pathways}
    assert {id_: event.look for id_, event in found.items()} == {
        "good_or_better": "short_inspection",
        "requires_improvement": "inspection",
        "inadequate": "inspection",
    }
    told = "Short inspection: it is taken to see and change as much as a full one."
    assert told not in named(name, authorities(looks=worse)).assumed
    assert told in named(name, authorities(looks=alike)).assumed
    assert "the same as events of the kind “inspection”" in " ".join(named(name).assumed)


@pytest.mark.parametrize("name", ["sif", HOME])
def test_a_regime_whose_inspections_are_all_full_has_no_short_ones(name: str) -> None:
    looks = {**MODEL.looks, "short_inspection": MODEL.looks["inspection"]}
    assert {one.inspection.event.look for one in named(name, authorities(looks=looks)).pathways} == {"inspection"}


@pytest.mark.parametrize(
    ("name", "grades", "follows", "overall"),
    [
        ("ilacs/2018-01-01", {}, "good_or_better", "good"),
        (
            "ilacs/2018-01-01",
            {"help_and_protection": "outstanding", "in_care": "outstanding"},
            "good_or_better",
            "good",
        ),
        ("ilacs/2018-01-01", {"leadership": "requires_improvement"}, "requires_improvement", "requires_improvement"),
        ("ilacs/2018-01-01", {"in_care": "inadequate"}, "inadequate", "inadequate"),
        ("sif", {"leadership": "inadequate"}, "inadequate", "inadequate"),
        ("ilacs", {"help_and_protection": "requires_improvement"}, "good_or_better", None),
        ("ilacs", {"in_care": "requires_improvement"}, "requires_improvement", None),
        ("proposal-2017", {"in_care": "requires_improvement"}, "requires_improvement", None),
        ("proposal-2017/2017-02-01+overall", {"in_care": "inadequate"}, "good_or_better", "good"),
    ],
)
def test_grades_lead_to_the_pathway_that_the_framework_says(
    name: str, grades: dict[str, str], follows: str, overall: str | None
) -> None:
    found = named(name)
    at = state(**grades)
    assert found.pathways[found.follows[at]].id == follows
    assert found.overall[at] == (-1 if overall is None else MODEL.grades.index(overall))


def test_care_leavers_go_by_their_own_grade_where_the_model_has_one() -> None:
    own = authorities((*AREAS, "care_leavers"))
    found = named("ilacs", own)
    assert found.pathways[found.follows[own.state(np.array([1, 1, 1, 3]))]].id == "inadequate"
    assert not any("care leavers" in sentence for sentence in found.assumed)
    assert "it is taken to be graded as in_care" in named("ilacs").assumed[0]


def test_what_is_assumed_is_said() -> None:
    sif = named("sif")
    assert (
        "the cycle of bodies without a judgement goes on, an inspection every 36 months" in sif.pathways[0].assumed[0]
    )
    assert "does not say when" in pathway(named("sif/2013-11-01"), "inadequate").assumed[0]
    told = " ".join(pathway(sif, "inadequate").assumed)
    assert "the middle between the earliest and the latest" in told
    assert "counted from the publication" in told
    assert "30.4375 days and 21 working days" in told
    assert "median of the areas" in " ".join(sif.assumed)
    home = named(HOME)
    assert "it is taken that nobody does" in " ".join(home.pathways[0].assumed)
    assert "Monitoring visit: how long it takes is left open; 2 working days are taken." in home.assumed
    school = named("sccif/2017-04-01+boarding_school")
    told = " ".join(line for one in school.pathways for line in one.assumed)
    assert "half-way to the inspection" in told
    assert "the 1 April after" in told
    assert "one due within 36 months, spread evenly" in " ".join(pathway(named("ilacs"), "good_or_better").assumed)


def test_a_regime_keeps_its_edition_and_the_hash_of_its_content() -> None:
    found = named("ilacs")
    edition = LIBRARY.edition(found.edition)
    assert (found.id, found.edition) == ("ilacs", "ilacs/2026-04-01")
    assert found.content == LIBRARY.content_hash(edition)
    assert found.label == "Inspecting local authority children's services (April 2026)"


@pytest.mark.parametrize("id_", FOUR_GRADES)
def test_every_edition_that_has_pathways_is_a_regime(id_: str) -> None:
    if LIBRARY.edition(id_).pathways:
        assert named(id_).follows.shape == (MODEL.states,)
    else:
        with pytest.raises(RegimeUnfit, match="does not say what follows"):
            named(id_)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("sifs", "There is no regime “sifs” that says what follows an inspection. There are sif, proposal-2017"),
        ("tlac", "There is no regime “tlac”"),
        ("sccif", "editions for several types of setting. Name one of them: sccif/2020-03-17"),
    ],
)
def test_a_name_that_means_none_or_several_is_answered_with_those_that_there_are(name: str, sentence: str) -> None:
    with pytest.raises(UnknownRegime, match=sentence):
        named(name)


def test_a_model_that_cannot_be_inspected_so_is_refused() -> None:
    with pytest.raises(RegimeUnfit, match="the model’s grades are good and weak"):
        named("ilacs", authorities(grades=("good", "weak")))
    with pytest.raises(RegimeUnfit, match="The model has no area in_care: add it"):
        named("ilacs", authorities(("help_and_protection", "leadership")))


def test_an_edition_that_never_says_when_to_inspect_is_refused() -> None:
    sif = LIBRARY.edition("sif/2016-05-31")
    silent = sif.model_copy(update={"pathways": {"judged": sif.pathways["judged"].model_copy(update={"when": ALWAYS})}})
    with pytest.raises(RegimeUnfit, match="does not say when an inspection follows"):
        regime(silent, MODEL, content="")
