"""Sweeps change one thing at a time and keep the model sound; the control leaves signals nothing to say."""

from dataclasses import replace

import numpy as np
import pytest
from tests.laboratory.models import two_areas

from inspectorate.laboratory.model import Model
from inspectorate.laboratory.robustness import CONTROL, erring, useless_signal, variants


def of(model: Model) -> dict[str, Model]:
    return {one.id: one.model for one in variants(model)}


def test_every_variant_has_a_label_and_is_a_sound_model() -> None:
    model = two_areas(shock=0.01)
    made = variants(model)
    assert made[0].id == CONTROL
    assert len({one.label for one in made}) == len(made) == 11
    for one in made:
        for fifth in range(5):
            assert one.model.transition(fifth).min() >= 0
        for look in one.model.looks.values():
            assert look.errors.min() >= 0
            assert look.errors.sum(1) == pytest.approx(np.ones(3))


def test_one_thing_is_changed_at_a_time() -> None:
    model = two_areas(shock=0.01)
    made = of(model)
    assert made["falling-twice"].worse == pytest.approx(2 * model.worse)
    assert made["falling-half"].shock == 0.005
    assert made["rising-half"].better == pytest.approx(model.better / 2)
    assert not made["rising-none"].better.any()
    assert made["effect-half"].looks["inspection"].effect.tolist() == [0, 0.1, 0.3]
    assert made["effect-none"].looks["focused_visit"].effect.tolist() == [0, 0, 0]
    assert made["leadership-none"].led.tolist() == [1, 1, 1]
    assert made["shock-none"].shock == 0
    assert made["errors-half"].looks["inspection"].errors[0] == pytest.approx([0.9, 0.1, 0])
    assert made["shock-none"].worse is model.worse


def test_short_inspections_alone_may_see_less() -> None:
    looks = two_areas().looks
    model = two_areas(looks={**looks, "short_inspection": replace(looks["inspection"])})
    made = of(model)["short-errs-twice"]
    assert made.looks["short_inspection"].errors[0] == pytest.approx([0.6, 0.4, 0])
    assert all(made.looks[kind] is model.looks[kind] for kind in looks)
    assert "short-errs-twice" not in of(two_areas())


def test_what_would_leave_the_model_as_it_was_is_no_variant_but_the_control_always_is() -> None:
    plain = two_areas(led=np.ones(3), signal=np.full((3, 2), 0.5))
    assert {CONTROL, "leadership-none", "shock-none"} & set(of(plain)) == {CONTROL}


def test_a_useless_signal_says_the_same_of_all_as_often_as_before() -> None:
    model = two_areas(alike=0.0)
    useless = useless_signal(model)
    worst = np.array([0.5 * 0.3, 0.8 * 0.9 - 0.5 * 0.3, 1 - 0.8 * 0.9])  # none below the first grade, the second…
    assert useless.signal == pytest.approx(np.tile(worst @ model.signal, (3, 1)))


def test_chances_stay_chances_however_large_they_were() -> None:
    model = two_areas(worse=np.full((2, 2), 0.09), fifths=np.full(5, 2.0), better=np.full((2, 2), 0.05))
    made = of(model)["falling-twice"]
    assert made.worse[0] == pytest.approx([0.1, 0.095])  # five times as often under the worst leaders, twice by fifth
    assert made.worse[1] == pytest.approx([0.18, 0.18])
    wild = erring(replace(model), 4.0).looks["inspection"].errors
    assert wild[0] == pytest.approx([0.2, 0.8, 0])
    assert wild[2] == pytest.approx([0, 1, 0])
