"""What headings mean. The left column is how publishers have written them."""

from __future__ import annotations

import pytest

from inspectorate.formats.headings import plain, read_heading

SLAC = "Safeguarding & Looked After Children (SLAC) Inspection publication date"
SIF_AGAIN = "Single Inspection of LA Children's Services (SIF) SIF Re-inspection publication date"


@pytest.mark.parametrize(
    ("text", "role", "regime", "occurrence", "detail"),
    [
        ("Local authority name", "name", None, None, None),
        ("local_authority", "name", None, None, None),
        ("LA region", "region", None, None, None),
        ("Inspection/Visit date", "started", None, None, None),
        ("inspection_end_date", "ended", None, None, None),
        ("Publication\ndate", "published", None, None, None),
        ("inspection_framework", "event", None, None, None),
        ("Visit Theme", "topic", None, None, None),
        ("inspector_name", "lead", None, None, None),
        ("GSS code", "code", None, None, "gss"),
        ("Overall effectiveness", "grade", None, None, "overall"),
        ("overall_effectiveness_grade", "grade", None, None, "overall"),
        ("in_care_grade", "grade", None, None, "children"),
        ("LSCB Overall Effectiveness ", "grade", None, None, "lscb"),
        (SLAC, "published", "slac", None, None),
        ("SLAC Safeguarding Overall effectiveness (OE)", "grade", "slac", None, "safeguarding"),
        ("SLAC re-inspection of Safeguarding publication date", "published", "slac", "reinspection", "safeguarding"),
        ("SLAC re-inspection of services Children Looked After OE", "grade", "slac", "reinspection", "children"),
        ("Child Protection Re-Inspection (CPRI) publication date", "published", "cpi", "reinspection", None),
        ("CPRI Overall Effectiveness (OE)", "grade", "cpi", "reinspection", "overall"),
        ("Targeted Looked After Children (TLAC) inspection publication date", "published", "tlac", None, None),
        (" First SIF Overall Judgement\n(OE)", "grade", "sif", "first", "overall"),
        (" First SIF CLA Sub: Adoption Performance", "grade", "sif", "first", "adoption"),
        (SIF_AGAIN, "published", "sif", "reinspection", None),
        ("Second ILACS framework inspection type", "event", "ilacs", "second", None),
        ("ILACS framework impact of leaders", "grade", "ilacs", None, "leadership"),
        ("Requires improvement to be good", "count", None, None, "requires_improvement"),
    ],
)
def test_a_heading_says_what_its_column_is(
    text: str, role: str, regime: str | None, occurrence: str | None, detail: str | None
) -> None:
    heading = read_heading(text)
    assert heading is not None
    assert (heading.role, heading.regime, heading.occurrence, heading.detail) == (role, regime, occurrence, detail)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Registration date",  # a date, but of what no inspection is
        "Quality of local authority",  # all but one word are known: not understood whole
        "SIF and ILACS publication date",  # two frameworks
        "First and second SIF publication date",
        "First re-inspection SIF publication date",
        "Grade judgement",
        "overall overall in care children",
        "SIF",
        "x" * 300,
    ],
)
def test_a_heading_that_is_not_understood_whole_is_not_understood(text: str) -> None:
    assert read_heading(text) is None


def test_a_wording_may_belong_to_one_framework_without_naming_it() -> None:
    leaders = read_heading("Impact of leaders")
    overall = read_heading("Overall effectiveness")
    assert leaders is not None
    assert leaders.wording_of == "ilacs"
    assert overall is not None
    assert overall.wording_of is None


def test_plain_text_keeps_letters_and_digits() -> None:
    assert plain("LA’s  Children's\n(OE) & more_1") == "las childrens oe and more 1"
