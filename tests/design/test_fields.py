"""Forms: what they accept, what they say, and how they draw themselves."""

from datetime import date
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

from inspectorate import webapp
from inspectorate.webapp.design.fields import (
    LARGEST,
    CheckboxesField,
    ConfirmField,
    DayField,
    FileField,
    LongTextField,
    NumberField,
    PasswordField,
    RadiosField,
    SelectField,
    TextField,
)
from inspectorate.webapp.design.forms import GovukForm

CHOICES = [("a", "Apples"), ("b", "Pears & plums")]


class Sample(GovukForm):
    name = TextField(label="Name", help_text="As it is written")
    on = DayField(label="Date of the visit")
    kind = RadiosField(label="Kind", choices=CHOICES, hints={"b": "Both"})
    region = SelectField(label="Region", choices=CHOICES, required=False)
    extras = CheckboxesField(label="Extras", choices=CHOICES, required=False)
    reason = LongTextField(label="Reason", required=False)
    days = NumberField(label="Days", required=False)
    secret = PasswordField(label="Secret", required=False)
    sure = ConfirmField(label="I am sure", required=False)
    file = FileField(label="File", required=False)


GOOD: dict[str, Any] = {"name": "Ann", "on-day": "29", "on-month": "2", "on-year": "2024", "kind": "a"}


def test_a_whole_form_is_read() -> None:
    form = Sample(GOOD | {"extras": ["a", "b"], "days": "3", "sure": "on"})
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2024, 2, 29)
    assert form.cleaned_data["extras"] == ["a", "b"]
    assert (form.cleaned_data["days"], form.cleaned_data["sure"]) == (3, True)
    assert form.error_list() == []


@pytest.mark.parametrize(
    ("given", "read"),
    [(("1", "Mar", "2024"), date(2024, 3, 1)), (("01", "03", "2024"), date(2024, 3, 1))],
)
def test_a_month_may_be_a_word(given: tuple[str, str, str], read: date) -> None:
    form = Sample(GOOD | dict(zip(("on-day", "on-month", "on-year"), given, strict=True)))
    assert form.is_valid()
    assert form.cleaned_data["on"] == read


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("", "", ""), "Enter date of the visit"),
        (("29", "2", "2023"), "Date of the visit must be a real date"),
        (("31", "4", "2024"), "Date of the visit must be a real date"),
        (("1", "Smarch", "2024"), "Date of the visit must be a real date"),
        (("1", "", "2024"), "Date of the visit must include a month"),
        (("1", "", ""), "Date of the visit must include a month and year"),
        (("1", "2", "24"), "Date of the visit must have a year of 4 numbers"),
    ],
)
def test_a_day_that_is_none_is_refused_in_words(given: tuple[str, str, str], sentence: str) -> None:
    form = Sample(GOOD | dict(zip(("on-day", "on-month", "on-year"), given, strict=True)))
    assert form.error_list() == [{"text": sentence, "href": "#id_on-day"}]
    drawn = str(form["on"])
    assert sentence in drawn
    assert all(f'value="{part}"' in drawn for part in given if part)


@pytest.mark.parametrize("part", ["day", "month", "year"])
@pytest.mark.parametrize("digits", [5, 19, 20, 400, 5000])
def test_a_number_too_large_for_any_day_is_no_real_day(part: str, digits: int) -> None:
    form = Sample(GOOD | {f"on-{part}": "9" * digits})
    assert [one["text"] for one in form.error_list()] == ["Date of the visit must be a real date"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("2147483647", None),
        ("2147483648", "Days must be no more than 2,147,483,647"),
        ("9" * 19, "Days must be no more than 2,147,483,647"),
        ("9" * 5000, "Days must be a whole number"),
        ("1.5", "Days must be a whole number"),
    ],
)
def test_a_number_is_no_larger_than_every_database_holds(said: str, sentence: str | None) -> None:
    form = Sample(GOOD | {"days": said})
    assert [one["text"] for one in form.error_list()] == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [("0", "Hour must be at least 1"), ("1", None), ("24", None), ("25", "Hour must be no more than 24")],
)
def test_a_number_lies_between_the_least_and_the_most(said: str, sentence: str | None) -> None:
    class Clock(GovukForm):
        hour = NumberField(label="Hour", min_value=1, max_value=24)

    assert [one["text"] for one in Clock({"hour": said}).error_list()] == ([sentence] if sentence else [])


def every_number() -> list[tuple[str, NumberField]]:
    """Every number that a form of the web application asks for."""
    for module in walk_packages(webapp.__path__, "inspectorate.webapp."):
        if module.name.endswith("forms"):
            import_module(module.name)
    found, waiting = [], [GovukForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        fields = form.base_fields.items()
        found += [(f"{form.__name__}.{name}", field) for name, field in fields if isinstance(field, NumberField)]
    return found


def test_no_form_takes_a_number_that_no_database_holds() -> None:
    numbers = every_number()
    assert {"RegistrationForm.places", "SampleForm.size", "SampleForm.seed", "MoveForm.hour"} <= dict(numbers).keys()
    assert [name for name, field in numbers if field.max_value is None or field.max_value > LARGEST] == []


def test_an_iso_day_is_read_from_an_address() -> None:
    assert Sample({"name": "Ann", "on": "2024-02-29", "kind": "a"}).is_valid()
    assert not Sample({"name": "Ann", "on": "2024-02", "kind": "a"}).is_valid()


def test_every_error_leads_to_an_input_that_is_there() -> None:
    form = Sample({})
    page = "".join(str(field) for field in form)
    targets = [error["href"].removeprefix("#") for error in form.error_list()]
    assert targets == ["id_name", "id_on-day", "id_kind"]
    assert all(f'id="{target}"' in page for target in targets)
    assert [error["text"] for error in form.error_list()] == ["Enter name", "Enter date of the visit", "Select kind"]


def test_a_refusal_stands_first_and_belongs_to_no_input() -> None:
    form = Sample(GOOD)
    assert form.is_valid()
    form.refuse(ValueError("That day is over."))
    assert form.error_list() == [{"text": "That day is over."}]


def test_fields_draw_what_was_given_and_escape_it() -> None:
    form = Sample(GOOD | {"name": "<b>Ann</b>", "reason": "</textarea>", "secret": "hush", "kind": "b"})
    page = "".join(str(field) for field in form)
    assert "<b>Ann" not in page
    assert "&lt;b&gt;Ann" in page
    assert "</textarea></textarea>" not in page
    assert "hush" not in page
    assert "Pears &amp; plums" in page
    assert "Region (optional)" in page
    assert page.count("checked") == 1


def test_a_day_that_is_stored_fills_its_inputs() -> None:
    drawn = str(Sample(initial={"on": date(2024, 2, 29)})["on"])
    assert all(f'value="{part}"' in drawn for part in ("29", "2", "2024"))
