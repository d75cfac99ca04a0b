"""Sentences that tell of what only settings have: inspection years, notices, standings on the register."""

from __future__ import annotations

from collections.abc import Mapping

from inspectorate.due.labels import Facts, Labels, Write, article, capital, day_text

NTH = {1: "first", 2: "second"}


def nth_text(facts: Facts) -> str:
    """Which inspection of which year a duty asks for: `` (the first of 2022-23)``; nothing for other duties."""
    return f" (the {NTH[facts['nth']]} of {facts['year']})" if "nth" in facts else ""


def _year_done(facts: Facts, labels: Labels) -> str:
    event = article(labels.event(facts["event"]))
    nth = NTH[facts["nth"]]
    return f"The {nth} inspection of {facts['year']} was {event}, carried out on {day_text(facts['day'])}."


def _first_owed(facts: Facts, _: Labels) -> str:
    return f"It comes after the first inspection of {facts['year']}, which is not on record."


def _registered_late(facts: Facts, _: Labels) -> str:
    opened = day_text(facts["opened"])
    return f"It was registered on {opened}, so the first inspection asked for is that of {facts['year']}."


def _registered_in_year(facts: Facts, _: Labels) -> str:
    return f"It was registered on {day_text(facts['opened'])}, so one inspection is asked for in {facts['year']}."


def _may_slip(facts: Facts, _: Labels) -> str:
    day, until = day_text(facts["day"]), day_text(facts["until"])
    return f"The first inspection of {facts['year']} was as late as {day}, so the second may slip to {until}."


def _slip_taken(facts: Facts, labels: Labels) -> str:
    event = capital(article(labels.event(facts["event"])))
    return f"{event} of {day_text(facts['day'])} counts as the second inspection of {facts['year']}, which had slipped."


def _from_next_year(facts: Facts, _: Labels) -> str:
    return f"The clock starts on {day_text(facts['first'])}, the 1 April after {day_text(facts['day'])}."


def _open_notice(facts: Facts, _: Labels) -> str:
    served, by = day_text(facts["served_on"]), day_text(facts["put_right_by"])
    return f"A compliance notice of {served} is in force, and sets {by} as the day by which to put things right."


def _judged(facts: Facts, labels: Labels) -> str:
    event = capital(article(labels.event(facts["event"])))
    return f"{event} of {day_text(facts['day'])} gave cause for it: {labels.grades(facts['grades'])}."


def _only_if_decided(facts: Facts, _: Labels) -> str:
    return f"A second inspection in {facts['year']} is carried out only if a person decides it."


def _would_second(facts: Facts, _: Labels) -> str:
    return f"A decision to inspect a second time in {facts['year']}, or not to."


def _would_register(_: Facts, __: Labels) -> str:
    return "Another standing on the register."


def standing(facts: Facts, labels: Labels) -> str:
    """A rule of the edition about a standing on the register: that the event waits, or that it did."""
    edition = labels.edition
    label = edition.standings[facts["id"]].label if edition else facts["id"]
    since = f"{label}, since {day_text(facts['since'])}"
    if facts["over"] is None:
        return f"{since}: it waits until that is over."
    over, latest = day_text(facts["over"]), day_text(facts["latest"])
    return f"{since}, and no longer from {over} on: it may be carried out up to {latest}."


SETTING_SENTENCES: Mapping[str, Write] = {
    "year_done": _year_done,
    "first_owed": _first_owed,
    "registered_late": _registered_late,
    "registered_in_year": _registered_in_year,
    "may_slip": _may_slip,
    "slip_taken": _slip_taken,
    "from_next_year": _from_next_year,
    "open_notice": _open_notice,
    "judged": _judged,
    "only_if_decided": _only_if_decided,
    "would_second": _would_second,
    "would_register": _would_register,
}
