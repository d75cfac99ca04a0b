"""How publishers head their columns, as data. To read a new source, add its headings here.

Every phrase is written as `headings.plain` leaves it: lower case, no punctuation, single spaces.
"""

from __future__ import annotations

from inspectorate.formats.vocabulary import ADOPTION, CARE_LEAVERS, CHILDREN, HELP, LEADERSHIP, LSCB, SAFEGUARDING

# Headings that stand for one role whatever regime they are of.
ROLES: dict[str, tuple[str, ...]] = {
    "name": (
        "local authority name",
        "local authority",
        "la name",
        "la",
        "authority",
        "authority name",
        "council",
        "council name",
        "name of local authority",
    ),
    "region": ("ofsted region", "la region", "region", "government office region", "local authority region"),
    "event": (
        "inspection type",
        "inspection visit type",
        "visit type",
        "type",
        "type of inspection",
        "type of visit",
        "event type",
        "inspection event type",
        "inspection framework",
        "framework",
        "regime",
        "inspection",
    ),
    "topic": ("visit theme", "visit themes", "theme", "themes", "topic", "topics", "visit topic", "visit focus"),
    "lead": ("inspector name", "lead inspector", "lead inspector name", "name of lead inspector", "inspector"),
    "link": ("web link", "inspection link", "report link", "link", "url", "weblink"),
    "period": ("period as at", "period", "as at"),
    "variable": ("variable", "attribute", "judgement", "judgement area", "judgement name", "area judged"),
    "value": ("value", "grade", "grade given", "rating"),
    "setting": ("provision type", "provider type", "setting type", "type of provision"),
    "data_type": ("data type",),
    "known": (
        "la authority type",
        "authority type",
        "local authority type",
        "pdf filename",
        "filename",
        "parser version",
        "inspection number",
        "event number",
        "inspection event number",
    ),
}
CODES: dict[str, tuple[str, ...]] = {
    "urn": ("urn", "local authority urn", "la urn"),
    "gss": ("gss code", "ons code", "gss", "la gss code", "local authority gss code", "new la code"),
    "three_digit": ("la number", "dfe code", "old la code", "local authority number", "three digit code"),
    "by_shape": ("la code", "local authority code", "authority code"),
}
# Headings end with these; what stands before may name the regime, the occurrence or the judged area.
DATES: dict[str, tuple[str, ...]] = {
    "published": (
        "inspection report publication date",
        "report publication date",
        "inspection publication date",
        "publication date",
        "date of publication",
        "date published",
        "published date",
        "published on",
        "published",
    ),
    "started": (
        "inspection start date",
        "fieldwork start date",
        "fieldwork start",
        "start date",
        "date started",
        "started",
        "inspection visit date",
        "inspection date",
        "date of inspection",
        "visit date",
        "date of visit",
    ),
    "ended": ("inspection end date", "fieldwork end date", "fieldwork end", "end date", "date ended", "ended"),
}
GRADE_ENDINGS: tuple[str, ...] = ("overall effectiveness", "overall judgement", "overall", "oe", "grade", "judgement")
CONCEPTS: dict[str, tuple[str, ...]] = {
    SAFEGUARDING: ("safeguarding", "of safeguarding"),
    CHILDREN: (
        "looked after children",
        "looked after",
        "children looked after",
        "services children looked after",
        "of services children looked after",
        "services for children looked after",
        "of services for children looked after",
        "children looked after and achieving permanence",
        "in care",
        "children in care",
        "children in care and care leavers",
        "experiences and progress of children in care",
        "experiences and progress of children in care and care leavers",
    ),
    HELP: (
        "help and protection",
        "children who need help and protection",
        "experiences and progress of children who need help and protection",
    ),
    LEADERSHIP: (
        "leadership",
        "leadership management and governance",
        "impact of leaders",
        "impact of leaders on social work practice",
        "impact of leaders on social work practice with children and families",
    ),
    ADOPTION: ("adoption", "adoption performance", "cla sub adoption performance"),
    CARE_LEAVERS: (
        "care leavers",
        "experiences and progress of care leavers",
        "cla sub experiences and progress of care leavers",
        "cla sub care leavers",
    ),
    LSCB: ("lscb", "local safeguarding children board"),
}
# Wordings of one regime alone: a table without any column for the kind of inspection is of the regime they agree on.
WORDING_OF: dict[str, str] = {
    "impact of leaders": "ilacs",
    "impact of leaders on social work practice": "ilacs",
    "impact of leaders on social work practice with children and families": "ilacs",
    "experiences and progress of children in care": "ilacs",
    "experiences and progress of children in care and care leavers": "ilacs",
    "leadership management and governance": "sif",
    "children looked after and achieving permanence": "sif",
}
