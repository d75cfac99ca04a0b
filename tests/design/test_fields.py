"""Forms: what they accept, what they say, and how they draw themselves."""

from datetime import date
from typing import Any

import pytest

from inspectorate.webapp.design.fields import (
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
