"""How publishers write of settings, as data: headings, types, kinds of inspection, results. New spellings go here.

Every phrase is written as `headings.plain` leaves it: lower case, no punctuation, single spaces.
"""

from __future__ import annotations

from datetime import date

from inspectorate.formats.headings import plain
from inspectorate.framework.setting_types import groups, setting_types

# Words that may stand before a heading and say no more than whose it is. One is a slip in a release of 2022.
BEFORE: tuple[str, ...] = ("latest full inspection", "latest full inspectio", "inspection", "provider", "setting")
LATEST: tuple[str, ...] = ("latest full inspection", "latest full inspectio")

HEADINGS: dict[str, tuple[str, ...]] = {
    "urn": ("urn", "ofsted urn", "unique reference number"),
    "type": ("provision type", "provider type", "setting type", "type of provision", "type of setting"),
    "standing": ("registration status", "reg status", "provider status", "setting status"),
    "registered": (
        "registration date",
        "date of registration",
        "date registered",
        "first effective date that the provider became active",
    ),
    "left": (
        "first effective date that the provider became resigned",
        "first effective date that the provider closed",
        "first effective date that the provider became cancelled",
        "date left",
    ),
    "name": ("name", "provider name", "setting name"),
    "street": ("address 1", "address line 1"),
    "street_2": ("address 2", "address line 2"),
    "town": ("town", "address town"),
    "postcode": ("postcode", "post code"),
    "ofsted_region": ("ofsted region",),
    "government_region": ("government office region", "government office region name", "government region"),
    "region": ("region",),
    "authority": ("local authority", "local authority name"),
    "constituency": ("parliamentary constituency", "constituency"),
    "sector": ("sector",),
    "places": ("places", "number of places", "maximum places"),
    "owner": (
        "organisation",
        "organisation name",
        "organisation which owns the provider",
        "organisation that owns the provider",
        "owner",
    ),
    "linked_urn": ("linked education urn", "linked ed urn"),
    "short_breaks": (
        "short breaks only",
        "short breaks only childrens home",
        "short break only",
        "short break only childrens home",
    ),
    "event": ("event type", "event type group", "inspection type", "inspection event type", "type of inspection"),
    "started": (
        "inspection date",
        "event date",
        "latest full inspection date",
        "inspection start date",
        "date of inspection",
    ),
    "published": ("publication date", "report publication date", "date of publication"),
    "number": ("event number", "inspection id", "inspection number"),
    # Understood, and of no use here.
    "known": (
        "web link",
        "link",
        "county",
        "multi building childrens home",
        "joiner status",
        "leaver status",
        "inspectorate",
        "reason",
    ),
}
# Roles whose headings no table of authorities has: two of them tell that a table is of settings.
OF_SETTINGS: frozenset[str] = frozenset(
    {"type", "standing", "registered", "sector", "places", "owner", "linked_urn", "constituency", "short_breaks"}
)

# What a column of grades is about. Until 2014 each type of setting had columns of its own for the same judgements.
OVERALL, OUTCOMES, QUALITY, SAFETY = "overall", "outcomes", "quality", "safety"
LEADERS, EDUCATION, HEALTH = "leaders", "education", "health"
GRADED: dict[str, tuple[str, ...]] = {
    OVERALL: (
        "overall effectiveness",
        "overall experiences and progress of children and young people",
        "overall experiences and progress",
        "overall",
    ),
    OUTCOMES: (
        "outcomes for children and young people",
        "experiences and progress of and outcomes for children and young people",
        "outcomes for young people",
        "outcomes for service users",
        "outcomes for residential pupils",
        "outcomes for boarders",
    ),
    QUALITY: (
        "quality of care",
        "quality of service",
        "quality of care support and guidance",
        "quality of residential provision and care",
        "quality of boarding provision and care",
    ),
    SAFETY: (
        "safeguarding children and young people",
        "the safety of children and young people",
        "safeguarding",
        "residential pupils safety",
        "boarders safety",
        "how well children and young people are helped and protected",
    ),
    LEADERS: (
        "leadership and management",
        "leadership and management of residential provision",
        "leadership and management of boarding",
        "the effectiveness of leaders and managers",
        "effectiveness of leaders and managers",
    ),
    EDUCATION: ("outcomes in education and related learning activities",),
    HEALTH: ("health services",),
}

# The common framework inspects from this day; what it calls "helped and protected" was headed as before for a year.
COMMON_FROM = date(2017, 4, 1)
JUDGEMENTS: dict[str, dict[str, str]] = {
    "settings-2013": {
        OVERALL: "overall",
        OUTCOMES: "outcomes",
        QUALITY: "quality_of_care",
        SAFETY: "safeguarding",
        LEADERS: "leadership",
        EDUCATION: "education",
    },
    "sccif": {
        OVERALL: "overall",
        SAFETY: "help_and_protection",
        LEADERS: "leadership",
        EDUCATION: "education",
        HEALTH: "health",
    },
}

EVENTS: dict[str, str] = {
    "full inspection": "full",
    "full": "full",
    "interim inspection": "interim",
    "interim": "interim",
    "monitoring inspection": "monitoring_visit",
    "monitoring visit": "monitoring_visit",
    "assurance visit": "assurance_visit",
    "assurance inspection": "assurance_visit",
    "emergency inspection": "emergency_visit",
    "emergency visit": "emergency_visit",
    "urgent case review": "case_review",
    "case review": "case_review",
}
# Every kind that a list of a year's inspections holds; a case review is none.
INSPECTED: frozenset[str] = frozenset(EVENTS.values()) - {"case_review"}

GRADES: dict[str, str] = {
    "outstanding": "outstanding",
    "good": "good",
    "adequate": "adequate",
    "satisfactory": "adequate",
    "requires improvement": "requires_improvement",
    "requires improvement to be good": "requires_improvement",
    "inadequate": "inadequate",
    "1": "outstanding",
    "2": "good",
    "4": "inadequate",
}
THIRD = "3"
# The third grade was "adequate" until the frameworks of April 2015.
IMPROVEMENT_FROM = date(2015, 4, 1)
NOT_JUDGED: frozenset[str] = frozenset({"not judged", "not applicable", "0", "5"})

# What an interim inspection says of a home since its full inspection: a judgement with its own scale.
EFFECT: dict[str, str] = {
    "improved effectiveness": "improved",
    "improved in effectiveness": "improved",
    "sustained effectiveness": "sustained",
    "declined effectiveness": "declined",
    "declined in effectiveness": "declined",
}
# These codes are those words wherever two releases tell of one interim inspection (24 events of April to June 2014).
# Before April 2014 interim inspections had another scale, and no release says what its codes stand for.
EFFECT_CODES: dict[str, str] = {"2": "improved", "3": "sustained", "4": "declined"}
EFFECT_CODES_FROM = date(2014, 4, 1)
# Days on which words or codes came to mean something else.
CHANGES: tuple[date, ...] = (EFFECT_CODES_FROM, IMPROVEMENT_FROM, COMMON_FROM)

STANDINGS: dict[str, str] = {
    "active": "active",
    "suspended": "suspended",
    "proposed to close": "proposed_to_close",
    "proposed closure": "proposed_to_close",
    "closed": "closed",
    "resigned": "resigned",
    "cancelled": "cancelled",
}
YES: frozenset[str] = frozenset(
    {
        "yes",
        "y",
        "true",
        "1",
        "short breaks only",
        "short break only childrens home",
        "short breaks only childrens home",
    }
)
NO: frozenset[str] = frozenset({"no", "n", "false", "0", "long term care only", "short breaks and long term care"})
# The two government office regions that together are one Ofsted region; the others are called alike.
GOVERNMENT_ONLY: frozenset[str] = frozenset({"north east", "yorkshire and the humber"})
WITHHELD: frozenset[str] = frozenset({"redacted", "withheld"})


def _types() -> dict[str, str]:
    found = {
        "independent fostering provider": "independent_fostering_agency",
        "residential special school 295 days year": "special_school_as_home",
        "voluntary adoption agency branch": "voluntary_adoption_agency",
        "residential holiday scheme": "residential_holiday_scheme",
        "cafcass": "cafcass",
    }
    for one in setting_types().values():
        found |= {plain(text): one.id for text in (one.id, one.label, one.plural)}
    return found


TYPES: dict[str, str] = _types()
# What a table of numbers of settings may head its columns with.
COUNTED: dict[str, str] = {
    **TYPES,
    "all": "all",
    **{f"all {plain(group.removeprefix('all_'))}": group for group in groups()},
    "voluntary adoption agency branches": "voluntary_adoption_agency",
    "residential special schools registered as a childrens home": "special_school_as_home",
    "residential special school registered as a childrens home": "special_school_as_home",
}
COUNT_DAYS: frozenset[str] = frozenset({"date", "period", "period as at", "as at"})
