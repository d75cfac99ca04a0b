"""The words of a workforce: grades of inspectors, skills, kinds of absence and of conflict of interest, working days.

Which grades and skills an inspectorate tells apart is its own matter; no published text lists them. These tables are
this software's defaults (unverified), and each skill names the types of setting that it is needed for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from inspectorate.framework.setting_types import in_group


@dataclass(frozen=True, slots=True)
class Word:
    """One id: how pages call it, and what else files call it. ``covers``: the types of body that a skill is for."""

    label: str
    also: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


GRADES: Mapping[str, Word] = {
    "regulatory_inspector": Word("Regulatory inspector", ("scri", "ri", "social care regulatory inspector")),
    "inspector": Word("HM Inspector", ("hmi", "her majesty's inspector", "his majesty's inspector")),
    "senior_inspector": Word("Senior HM Inspector", ("shmi", "senior hmi", "senior his majesty's inspector")),
}
"""What inspectors are employed as, the most senior last."""

SKILLS: Mapping[str, Word] = {
    "authority": Word("Authorities", ("ilacs", "local authority", "council"), ("authority", "cafcass")),
    "childrens_home": Word(
        "Children’s homes",
        ("childrens homes", "children's home", "children's homes", "home"),
        tuple(type_ for type_ in in_group("all_childrens_homes") if type_ != "secure_childrens_home"),
    ),
    "secure": Word("Secure settings", ("secure home",), ("secure_childrens_home", "secure_training_centre")),
    "fostering": Word("Fostering", ("fostering agency",), ("independent_fostering_agency",)),
    "adoption": Word("Adoption", ("adoption agency",), ("voluntary_adoption_agency", "adoption_support_agency")),
    "family_centre": Word("Residential family centres", ("residential family centre",), ("residential_family_centre",)),
    "boarding": Word(
        "Boarding and residential schools",
        ("boarding school", "residential school"),
        (
            "boarding_school",
            "residential_special_school",
            "further_education_college",
            "residential_holiday_scheme",
        ),
    ),
    "supported_accommodation": Word("Supported accommodation", (), ("supported_accommodation",)),
    "education": Word("Education", ("schools", "send")),
    "health_partner": Word("Health partner", ("health",)),
}
"""What an inspector may be sent to do."""

ABSENCES: Mapping[str, Word] = {
    "leave": Word("Leave", ("annual leave", "holiday", "vacation", "parental leave", "maternity leave")),
    "training": Word("Training", ("course", "learning")),
    "sickness": Word("Sickness", ("sick", "sick leave", "ill")),
}

CONFLICTS: Mapping[str, Word] = {
    "worked_there": Word("Worked there", ("worked", "former employer", "employment")),
    "lives_there": Word("Lives there", ("lives", "home")),
    "declared": Word("Declared by the inspector", ("declaration", "other")),
}

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s*(%?)", re.ASCII)
_MONEY = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})*|\d{1,6})(?:\.(\d{1,2}))?", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:-|–|\bto\b)\s*")
_AMONG = re.compile(r"\s*(?:[,;/&]|\band\b|\s)\s*")


def known(words: str, table: Mapping[str, Word]) -> str | None:
    """The id that words mean, by id, label or what else files call it; ``None`` where they mean none."""
    wanted = _plain(words)
    for id_, word in table.items():
        if wanted in map(_plain, (id_, word.label, *word.also)):
            return id_
    return None


def skill_for(type_: str) -> str:
    """The skill that inspecting a type of body needs: a type of setting, or ``authority``. Raises KeyError."""
    for id_, word in SKILLS.items():
        if type_ in word.covers:
            return id_
    raise KeyError(type_)


def read_working_days(text: str) -> str | None:
    """The days of a week, Monday 1 to Sunday 7, that words like ``Mon-Thu`` or ``mon, wed and fri`` say: ``1234``.

    ``None`` where the words say something else.
    """
    days: set[int] = set()
    for part in filter(None, _AMONG.split(_BETWEEN.sub("-", text.strip().lower()))):
        ends = [_day(word) for word in part.split("-")]
        if None in ends or len(ends) > 2:
            return None
        first, last = (end for end in (ends[0], ends[-1]) if end is not None)
        if last < first:
            return None
        days |= set(range(first, last + 1))
    return "".join(map(str, sorted(days))) or None


def read_share(text: str) -> Decimal | None:
    """The share of a full contract, above 0 up to 1, that a text like ``0.6`` or ``60%`` says; else ``None``."""
    found = _SHARE.fullmatch(text.strip())
    share = Decimal(found[1]) / (100 if found[2] else 1) if found else Decimal(0)
    return share.quantize(Decimal("0.001")) if 0 < share <= 1 else None


def read_pence(text: str) -> int | None:
    """The pence that a text like ``£425.50`` says; ``425.5``, as sheets have it, is the same. Else ``None``."""
    found = _MONEY.fullmatch(text.strip())
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def days_in_words(digits: str) -> str:
    """``1246`` as ``Mon, Tue, Thu, Sat``; three days or more that follow one another as ``Mon to Fri``."""
    runs: list[str] = []
    for digit in digits:
        if runs and int(digit) == int(runs[-1][-1]) + 1:
            runs[-1] += digit
        else:
            runs.append(digit)
    return ", ".join(_run(run) for run in runs)


def _run(digits: str) -> str:
    names = [DAYS[int(digit) - 1][:3].capitalize() for digit in digits]
    return f"{names[0]} to {names[-1]}" if len(names) > 2 else ", ".join(names)


def _day(word: str) -> int | None:
    found = [number for number, day in enumerate(DAYS, 1) if len(word) >= 3 and day.startswith(word)]
    return found[0] if found else None


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").replace("_", " ").replace("-", " ").split())
