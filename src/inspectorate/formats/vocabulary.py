"""The words that sources use, as data: how a framework, a kind of inspection or a grade may be spelled.

Every phrase is written as `headings.plain` leaves it: lower case, no punctuation, single spaces. To read a new source,
add its spellings here; nothing else knows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OVERALL, HELP, CHILDREN, LEADERSHIP = "overall", "help_and_protection", "children", "leadership"
CARE_LEAVERS, ADOPTION, SAFEGUARDING, LSCB = "care_leavers", "adoption", "safeguarding", "lscb"


@dataclass(frozen=True, slots=True)
class RegimeWords:
    """What reading a regime's rows needs: phrases that name it, what it judges, its third grade, its first day.

    ``judgements`` maps what a heading speaks of to the judgement id of this regime.
    ``first`` is a day before which no such inspection took place. It serves only to catch misread dates.
    ``event`` is the one kind of graded inspection that the regime has, ``None`` where it has several.
    """

    phrases: tuple[str, ...]
    judgements: dict[str, str]
    third_grade: str
    first: date
    event: str | None = None


_LAC = "safeguarding and looked after children"
_LA = "local authority childrens services"
REGIMES: dict[str, RegimeWords] = {
    "slac": RegimeWords(
        (f"{_LAC} slac", _LAC, "slac"),
        {SAFEGUARDING: "safeguarding", CHILDREN: "looked_after"},
        "adequate",
        date(2009, 4, 1),
        "inspection",
    ),
    "cpi": RegimeWords(
        ("child protection inspections cpi", "child protection inspections", "child protection inspection", "cpi"),
        {OVERALL: "overall"},
        "adequate",
        date(2012, 4, 1),
        "inspection",
    ),
    "tlac": RegimeWords(
        ("targeted looked after children tlac", "targeted looked after children", "tlac"),
        {OVERALL: "overall"},
        "adequate",
        date(2013, 1, 1),
        "inspection",
    ),
    "sif": RegimeWords(
        (
            "single inspection of la childrens services sif",
            "single inspection of la childrens services",
            f"single inspection of {_LA}",
            "single inspection framework",
            "sif",
        ),
        {
            OVERALL: "overall",
            HELP: "help_and_protection",
            CHILDREN: "looked_after",
            ADOPTION: "adoption",
            CARE_LEAVERS: "care_leavers",
            LEADERSHIP: "leadership",
            LSCB: "lscb",
        },
        "requires_improvement",
        date(2013, 11, 1),
        "inspection",
    ),
    "ilacs": RegimeWords(
        (f"inspections of {_LA}", f"inspection of {_LA}", f"inspecting {_LA}", "ilacs framework", "ilacs"),
        {
            OVERALL: "overall",
            LEADERSHIP: "leadership",
            HELP: "help_and_protection",
            CHILDREN: "in_care",
            CARE_LEAVERS: "care_leavers",
        },
        "requires_improvement",
        date(2018, 1, 1),
    ),
}

# A judgement that a regime came to make only later: a grade for it on an earlier inspection is a slip of the source.
JUDGED_FROM: dict[tuple[str, str], date] = {("ilacs", "care_leavers"): date(2023, 1, 1)}

# Phrases that name a regime and say at once that the inspection was a repeat.
REINSPECTION_OF: dict[str, str] = {
    "child protection re inspection cpri": "cpi",
    "child protection re inspection": "cpi",
    "cpri": "cpi",
}
OCCURRENCES: dict[str, str] = {
    "re inspection": "reinspection",
    "reinspection": "reinspection",
    "first": "first",
    "1st": "first",
    "second": "second",
    "2nd": "second",
    "third": "third",
    "3rd": "third",
}

# What is left of the words for a kind of inspection once the regime and the occurrence are taken out.
EVENTS: dict[str, str] = {
    "standard": "standard",
    "standard inspection": "standard",
    "short": "short",
    "short inspection": "short",
    "focused visit": "focused_visit",
    "monitoring visit": "monitoring_visit",
    "la monitoring visit": "monitoring_visit",
    "assurance visit": "assurance_visit",
    "joint inspection": "joint_inspection",
    "joint targeted area inspection": "joint_inspection",
    "jtai": "joint_inspection",
}
# Kinds that only one regime has had, so that the word alone names it.
EVENT_OF_ONE_REGIME: dict[str, str] = {"standard": "ilacs", "short": "ilacs", "assurance_visit": "ilacs"}

GRADES: dict[str, int] = {
    "outstanding": 1,
    "good": 2,
    "requires improvement": 3,
    "requires improvement to be good": 3,
    "inadequate": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}
GRADE_OF_STEP: dict[int, str] = {1: "outstanding", 2: "good", 4: "inadequate"}
# A dash, and the shorthand of official spreadsheets: [x] not available, [z] not applicable.
BLANKS: frozenset[str] = frozenset({"", "-", "–", "—", "NULL", "null", "n/a", "N/A", "NA", "[x]", "[z]"})
# Code 5 of the old files is "not judged".
NOT_JUDGED: frozenset[str] = frozenset(
    {"not judged", "not applicable", "inspection pre dates judgement", "not reported post reform", "5"}
)
UNREADABLE: frozenset[str] = frozenset({"data unreadable", "unreadable"})
