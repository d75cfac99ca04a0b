"""Guards over all models, those to come included."""

import pytest
from django.apps import apps
from django.db import models

OURS = [model for model in apps.get_models() if model.__module__.startswith("inspectorate.")]
PAIRS = [
    (model, field.name, f"{field.name.removesuffix('_at')}_by")
    for model in OURS
    for field in model._meta.get_fields()
    if field.name.endswith("_at")
    and any(f.name == f"{field.name.removesuffix('_at')}_by" for f in model._meta.get_fields())
]


def named(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", OURS, ids=named)
def test_a_model_says_what_a_row_is(model: type[models.Model]) -> None:
    # Django writes "Name(field, field)" where nobody wrote anything.
    assert not (model.__doc__ or "").startswith(f"{model.__name__}(")


@pytest.mark.parametrize("model", OURS, ids=named)
def test_a_row_has_a_name_to_show(model: type[models.Model]) -> None:
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize(("model", "at", "by"), PAIRS, ids=lambda value: getattr(value, "__name__", value))
def test_who_and_when_are_kept_together(model: type[models.Model], at: str, by: str) -> None:
    """Either both are always there, or the database refuses one without the other."""
    when, who = model._meta.get_field(at), model._meta.get_field(by)
    assert isinstance(when, models.Field)
    assert isinstance(who, models.Field)
    if not when.null:
        assert not who.null
        assert not who.blank
        return
    checks = [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
    assert any(
        {at, by} <= one.condition.referenced_base_fields for one in checks if isinstance(one.condition, models.Q)
    )


def test_the_pairs_are_found() -> None:
    assert ("ended_at", "ended_by") in {(at, by) for _, at, by in PAIRS}
