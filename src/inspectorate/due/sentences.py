"""Reasons as plain sentences, written when they are shown.

A reason's ``rule`` is a key of `SENTENCES`, or it names a part of an edition (``ilacs/2018-01-01#pathways.x.due.y``),
whose kind then chooses from `EDITION_SENTENCES`. Labels come from the library: a reason holds only ids and days.
"""

from __future__ import annotations

from collections.abc import Mapping

from inspectorate.due.decision_sentences import DECISION_SENTENCES, WOULD_SENTENCES
from inspectorate.due.labels import (
    BASES,
    Facts,
    Labels,
    Write,
    article,
    capital,
    day_text,
    days_text,
    finding_text,
    listed,
)
from inspectorate.due.model import Reason
from inspectorate.due.setting_sentences import SETTING_SENTENCES, nth_text, standing
from inspectorate.framework.library import Library


def sentence(reason: Reason, library: Library) -> str:
    """One plain English sentence. Raises ``KeyError`` for a rule that has none."""
    edition, _, part = reason.rule.partition("#")
    if not part:
        return SENTENCES[reason.rule](reason.facts, Labels(library, reason.facts.get("edition")))
    names = part.split(".")
    kind = "due" if len(names) > 2 else names[0]
    return EDITION_SENTENCES[kind]({**reason.facts, "id": names[1]}, Labels(library, edition))


def _when(facts: Facts) -> str:
    """The days of an inspection, as far as they are known."""
    if facts["ended"]:
        return f"fieldwork ended {day_text(facts['ended'])}"
    if facts["started"]:
        return f"fieldwork began {day_text(facts['started'])}"
    if facts["published"]:
        return f"published {day_text(facts['published'])}"
    return "of a day that no source gives"


def _inspection(facts: Facts, labels: Labels) -> str:
    event = labels.event(facts["event"], facts["purpose"])
    return f"{article(event)} under {labels.title()}, {_when(facts)}: {labels.grades(facts['grades'])}"


def _last_graded(facts: Facts, labels: Labels) -> str:
    return f"The last graded inspection was {_inspection(facts, labels)}."


def _read_from(facts: Facts, labels: Labels) -> str:
    wanted = labels.judgement(facts["judgement"])
    if facts["told"] == facts["judgement"]:
        return f"The last inspection did not judge {wanted} again, so the earlier judgement of it stands."
    told = Labels(labels.library, facts["told_in"]).judgement(facts["told"])
    return f"{capital(wanted)} is read from the earlier judgement of {told}, which has the same meaning."


def _carried_over(facts: Facts, labels: Labels) -> str:
    until = f" until {day_text(facts['until'])}" if facts["until"] else ""
    instead = Labels(labels.library, facts["instead_of"]).title()
    return (
        f"A body on the pathway “{labels.pathway(facts['pathway'])}” stays under {labels.title()}{until}, "
        f"although {instead} is in force."
    )


def _pathway_unknown(facts: Facts, labels: Labels) -> str:
    pathways = listed([f"“{labels.pathway(id_)}”" for id_ in facts["pathways"]], "or")
    missing = listed([labels.judgement(id_) for id_ in facts["missing"]], "and")
    return f"The pathway cannot be decided ({pathways}), because the grade for {missing} is not known."


def _unjudged(facts: Facts, labels: Labels) -> str:
    return f"No graded inspection that counts under {labels.title()} is known."


def _predecessor(facts: Facts, labels: Labels) -> str:
    what = "newly registered setting" if facts.get("setting") else "new authority"
    new = f"A {what} starts unjudged, with its clock from {day_text(facts['opened'])}"
    if facts["inspection"] is None:
        return f"{new}; no graded inspection of its predecessor {facts['name']} is known."
    return f"{new}; its predecessor {facts['name']} was last judged by {_inspection(facts, labels)}."


def _from_opening(facts: Facts, _: Labels) -> str:
    if facts["vested"] and "type" in facts:
        return f"The clock starts on {day_text(facts['day'])}, the day of its registration."
    if facts["vested"]:
        return f"The clock starts on {day_text(facts['day'])}, the day on which the body came into being."
    return f"The clock starts on {day_text(facts['day'])}, the day on which the regime began."


def _from_regime(facts: Facts, _: Labels) -> str:
    return f"The regime that asks for it began on {day_text(facts['day'])}, so the clock starts no earlier."


def _other_day(facts: Facts, _: Labels) -> str:
    """Fieldwork begins, ends, and is then published: a day of the one bounds the day of the other."""
    wanted, used = BASES[facts["wanted"]], BASES[facts["used"]]
    said = f"No source gives {wanted}, so the window counts from {used}, {day_text(facts['day'])}"
    order = list(BASES)
    if order.index(facts["used"]) < order.index(facts["wanted"]):
        return f"{said}; the true day is no earlier than that."
    after = f" and no earlier than {day_text(facts['not_before'])}" if facts["not_before"] else ""
    return f"{said}; the true day is no later than that{after}."


def _no_day(facts: Facts, _: Labels) -> str:
    return f"No source gives {BASES[facts['wanted']]}, and the framework allows no other day in its place."


def _series(facts: Facts, labels: Labels) -> str:
    of = f" of {facts['of']}" if facts["of"] else ""
    return f"On record since then: {facts['done']}{of} ({labels.event(facts['event'])})."


def _takes_place(facts: Facts, labels: Labels) -> str:
    return f"{capital(article(labels.event(facts['event'])))} took the place of {article(labels.event(facts['of']))}."


def _last_of_event(facts: Facts, labels: Labels) -> str:
    return f"The last {labels.event(facts['event'])} was carried out on {day_text(facts['day'])}."


def _after_series(facts: Facts, labels: Labels) -> str:
    event = labels.event(facts["event"])
    told = f"; no record covers the time from {day_text(facts['gap'])}" if facts["gap"] else ""
    return f"It comes after {facts['of']} events ({event}), of which {facts['done']} are on record{told}."


def _open_finding(facts: Facts, _: Labels) -> str:
    return f"Nobody has confirmed {finding_text(facts)}"


def _finding_to_raise(facts: Facts, _: Labels) -> str:
    return f"To raise at the conversation, since nobody has confirmed it: {finding_text(facts)}"


def _not_covered(facts: Facts, labels: Labels) -> str:
    first, as_of = day_text(facts["first"]), day_text(facts["as_of"])
    return f"{capital(labels.events(facts['events']))} may have been carried out: no record covers {first} to {as_of}."


def _pathway(facts: Facts, labels: Labels) -> str:
    label = labels.pathway(facts["id"])
    if not facts["certain"]:
        return f"This would be due on the pathway “{label}”."
    return (
        f"With {labels.grades(facts['grades'])}, it is on the pathway “{label}”."
        if facts["grades"]
        else (f"It is on the pathway “{label}”.")
    )


def _due(facts: Facts, labels: Labels) -> str:
    event = capital(article(labels.event(facts["event"], facts["purpose"])))
    duty = "law requires" if facts["statutory"] else "policy asks for"
    if facts["from"] is None:
        return f"{event} is what {duty}; no day to count from is known."
    days = [
        f"{word} {day_text(facts[name])}"
        for name, word in (("earliest", "from"), ("usual", "usually"), ("latest", "by"))
        if facts[name]
    ]
    when = f", {', '.join(days)}" if days else ""
    counted = "" if "nth" in facts else f", counted from {day_text(facts['from'])}"
    return f"{event}{nth_text(facts)} is what {duty}{when}{counted}."


def _pause(facts: Facts, labels: Labels) -> str:
    first, last = day_text(facts["first"]), day_text(facts["last"])
    edition = labels.edition
    label = edition.pauses[facts["id"]].label if edition else facts["id"]
    moved = days_text(facts["days"])
    return f"{label}: nothing was carried out from {first} to {last}, so the window moves on by {moved}."


SENTENCES: Mapping[str, Write] = {
    "last_graded": _last_graded,
    "read_from": _read_from,
    "carried_over": _carried_over,
    "pathway_unknown": _pathway_unknown,
    "unjudged": _unjudged,
    "predecessor": _predecessor,
    "from_opening": _from_opening,
    "from_regime": _from_regime,
    "other_day": _other_day,
    "no_day": _no_day,
    "series": _series,
    "takes_place": _takes_place,
    "last_of_event": _last_of_event,
    "after_series": _after_series,
    "open_finding": _open_finding,
    "finding_to_raise": _finding_to_raise,
    "not_covered": _not_covered,
    **DECISION_SENTENCES,
    **WOULD_SENTENCES,
    **SETTING_SENTENCES,
}

EDITION_SENTENCES: Mapping[str, Write] = {
    "pathways": _pathway,
    "due": _due,
    "always": _due,
    "pauses": _pause,
    "standings": standing,
}
