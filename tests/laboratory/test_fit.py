"""A fit finds again what was planted, from the record as histories tell it, and its file is a model."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.due.small import FIRST, SECOND, shelf
from tests.laboratory.models import two_areas
from tests.laboratory.records import planted
from tests.laboratory.test_reading import write

from inspectorate.history.model import Body, History, Inspection
from inspectorate.laboratory.fit import fit, under_errors
from inspectorate.laboratory.fit_file import as_yaml, estimates, fitted_file
from inspectorate.laboratory.fit_record import NextSaid, NothingToFit, next_said, trails
from inspectorate.laboratory.likelihood import NOT_JUDGED
from inspectorate.laboratory.reading import read_file, read_model

LIBRARY = shelf(FIRST, SECOND)
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def test_what_was_planted_lies_within_the_intervals() -> None:
    model = two_areas(shock=0.002, led=np.array([1.0, 1.5, 2.0]), alike=0.4)
    fitted = fit(planted(model, 300, 5, seed=1), model)
    assert (fitted.services, fitted.inspections, fitted.pairs) == (300, 1500, 1200)
    held = [
        (fitted.low[name] <= getattr(model, name)) & (getattr(model, name) <= fitted.high[name])
        for name in ("worse", "better", "start", "alike")
    ]
    assert np.concatenate([np.ravel(one) for one in held]).mean() >= 0.85
    assert fitted.model.worse == pytest.approx(model.worse, rel=1)
    assert fitted.model.shock == model.shock
    assert fitted.low["alike"] < fitted.model.alike < fitted.high["alike"]


def test_where_inspections_are_taken_to_err_more_less_of_what_they_say_is_change() -> None:
    model = read_model("one-grade")
    found = under_errors(planted(model, 150, 4, seed=2), model)
    moves = [found[name].model.worse.sum() + found[name].model.better.sum() for name in ("half", "given", "twice")]
    assert moves == sorted(moves, reverse=True)
    assert found["given"].log_likelihood > found["twice"].log_likelihood


def test_one_area_is_fitted_by_itself_and_is_like_no_other() -> None:
    model = read_model("one-grade")
    fitted = fit([[(0, (1,)), (30, (2,))], [(0, (3,)), (12, (2,))]], model)
    assert set(fitted.low) == {"worse", "better", "start"}
    assert {one.parameter for one in estimates(fitted)} == {"worse", "better", "start"}
    assert fitted_file(read_file("one-grade"), fitted, "Fitted in a test").model.alike == 0
    assert (fitted.low["worse"] < fitted.model.worse).all()
    # Next to nothing was seen: what is found is hardly more than the prior, and as uncertain.
    assert (fitted.high["worse"] > 3 * fitted.low["worse"]).all()


def test_services_seen_once_say_nothing_of_change() -> None:
    with pytest.raises(NothingToFit, match="No service was inspected twice"):
        fit([[(0, (1, 1))]], two_areas())


# The record as histories tell it


def inspected(code: str, *told: tuple[str, str, dict[str, str]]) -> History:
    body = Body(f"authority:{code}", "authority", code, code)
    made = []
    for day, regime, grades in told:
        on = date.fromisoformat(day)
        event = "full" if regime == "first" else "standard"
        made.append(Inspection(day, body.id, regime, event, on, on, None, on + timedelta(days=30), grades=grades))
    return History(body, tuple(made))


RECORD = (
    inspected(
        "A",
        ("2014-03-01", "first", {"overall": "adequate", "looked_after": "good"}),
        ("2019-04-30", "second", {"leadership": "good", "in_care": "inadequate"}),
        ("2020-01-01", "second", {"overall": "good"}),
    ),
    inspected("B", ("2019-05-01", "second", {"leadership": "outstanding", "in_care": "good"})),
    inspected("C"),
)
AREAS = ("in_care", "leadership")


def test_areas_are_read_as_the_edition_in_force_at_the_last_inspection_reads_them() -> None:
    found = trails(RECORD, LIBRARY, areas=AREAS, grades=GRADES, regimes=("first", "second"))
    march, april, may = 2014 * 12 + 3, 2019 * 12 + 4, 2019 * 12 + 5
    assert found == (((march, [1, NOT_JUDGED]), (april, [3, 1])), ((may, [1, 0]),))
    later = trails(RECORD, LIBRARY, areas=AREAS, grades=GRADES, regimes=("first", "second"), since=date(2019, 5, 1))
    assert later == (((may, [1, 0]),),)
    before = ("outstanding", "good", "adequate", "inadequate")
    assert trails(RECORD, LIBRARY, areas=("looked_after",), grades=before, regimes=("first",)) == (((march, [1]),),)


def test_only_bodies_of_the_type_that_is_fitted_are_read() -> None:
    with pytest.raises(NothingToFit, match="no such inspection"):
        trails(RECORD, LIBRARY, applies_to="childrens_home", areas=AREAS, grades=GRADES, regimes=("first", "second"))


def test_what_the_next_inspection_said_is_counted_by_how_long_it_came_after() -> None:
    services = [
        [(0, (1, 2)), (3, (2, 1)), (7, (1, NOT_JUDGED)), (8, (1, 1))],
        [(0, (1, 1)), (12, (0, 1)), (37, (0, 0))],
    ]
    told = [one for one in next_said(services, 3) if one.judged]
    assert told == [
        NextSaid(place=0, first=25, last=None, judged=1, better=0, worse=0),
        NextSaid(place=1, first=0, last=3, judged=2, better=0, worse=1),
        NextSaid(place=1, first=7, last=12, judged=2, better=1, worse=0),
        NextSaid(place=1, first=25, last=None, judged=1, better=1, worse=0),
        NextSaid(place=2, first=0, last=3, judged=1, better=1, worse=0),
        NextSaid(place=2, first=4, last=6, judged=1, better=1, worse=0),
    ]
    assert len(next_said(services, 3)) == 3 * 5


def test_what_the_record_cannot_say_is_told() -> None:
    with pytest.raises(NothingToFit, match="holds no such inspection under third; import"):
        trails(RECORD, LIBRARY, areas=AREAS, grades=GRADES, regimes=("third",))
    with pytest.raises(NothingToFit, match="judges the area care of the model; name one of overall, leadership"):
        trails(RECORD, LIBRARY, areas=("care",), grades=GRADES, regimes=("second",))
    with pytest.raises(NothingToFit, match="other grades than in_care is judged in; they are outstanding, good"):
        trails(RECORD, LIBRARY, areas=AREAS, grades=("good", "bad"), regimes=("second",))


# The fit as a file


def test_a_fit_is_written_as_a_model_that_is_read_again(tmp_path: Path) -> None:
    file = read_file(write(tmp_path))
    fitted = fit(planted(file.model, 60, 3, seed=3), file.model)
    assert [one.parameter for one in estimates(fitted)].count("alike") == 1
    path = tmp_path / "fitted.yaml"
    path.write_text(as_yaml(fitted_file(file, fitted, "Fitted in a test")))
    again = read_file(path)
    for name in ("worse", "better", "start", "alike"):
        assert getattr(again.model, name) == pytest.approx(getattr(fitted.model, name), abs=2e-5)
    assert again.worse.low is not None
    assert again.model.notes["worse"] == "Fitted in a test (derived)."
    assert again.harm == file.harm
