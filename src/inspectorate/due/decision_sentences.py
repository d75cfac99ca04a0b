"""Sentences that tell of people's decisions and of what would change an obligation."""

from __future__ import annotations

from collections.abc import Mapping

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


def _said(facts: Facts) -> str:
    expires = f" It expires on {day_text(facts['expires'])}." if facts["expires"] else ""
    reason = facts["reason"].rstrip(".")
    return f" by {facts['by']} on {day_text(facts['made_on'])}: {reason}.{expires}"


def _until(facts: Facts, word: str) -> str:
    return f" {word} {day_text(facts['until'])}" if facts["until"] else ""


def _decision_pause(facts: Facts, _: Labels) -> str:
    first, last = day_text(facts["made_on"]), day_text(facts["last"])
    return f"Paused from {first} to {last}, which moves the window on by {days_text(facts['days'])},{_said(facts)}"


def _decision_lapsed(facts: Facts, _: Labels) -> str:
    over = facts["ended_on"] or facts["expires"]
    word = "ended" if facts["ended_on"] else "expired"
    kind = facts["kind"].replace("_", " ")
    return f"A decision ({kind}) no longer holds: it {word} on {day_text(over)}. It was taken{_said(facts)}"


def _decision_convert(facts: Facts, labels: Labels) -> str:
    return f"Converted to {article(labels.event(facts['event']))}{_said(facts)}"


def _decision_visit(facts: Facts, labels: Labels) -> str:
    topic = f" on {facts['topic']}" if facts["topic"] else ""
    return f"{capital(labels.event(facts['event']))}{topic}{_until(facts, 'by')}, decided on{_said(facts)}"


def _decision_no_such_event(facts: Facts, labels: Labels) -> str:
    event = facts["event"] or "no event"
    return f"Not applied, because {labels.title()} has no such event ({event}): a decision{_said(facts)}"


def _would_grade(facts: Facts, labels: Labels) -> str:
    grades, judgement = labels.range(facts["grades"]), labels.judgement(facts["judgement"])
    if facts["event"] is None:
        return f"If {judgement} were {grades}: the pathway “{labels.pathway(facts['pathway'])}”."
    return f"If {judgement} were {grades}: {article(labels.event(facts['event'], facts['purpose']))}."


def _would_known_grade(facts: Facts, labels: Labels) -> str:
    return f"The grade for {labels.judgement(facts['judgement'])} at the last inspection, which no source gives."


def _would_day(facts: Facts, _: Labels) -> str:
    return f"{capital(BASES[facts['wanted']])} of the inspection counted from, which no source gives."


def _would_record(facts: Facts, labels: Labels) -> str:
    return f"A record of whether {labels.events(facts['events'])} was carried out from {day_text(facts['first'])} on."


def _would_series(facts: Facts, labels: Labels) -> str:
    event = labels.event(facts["event"])
    return f"The remaining events that come first ({event}), of which {facts['done']} of {facts['of']} are known."


def _would_end(_: Facts, __: Labels) -> str:
    return "The end of the decision that it rests on now."


def _would_decision(facts: Facts, _: Labels) -> str:
    return f"A decision to {listed([kind.replace('_', ' ') for kind in facts['kinds']], 'or')}."


def _would_finding(facts: Facts, _: Labels) -> str:
    return f"A decision to bring it forward because of {finding_text(facts)}"


DECISION_SENTENCES: Mapping[str, Write] = {
    "decision_pause": _decision_pause,
    "decision_defer": lambda facts, _: f"Deferred{_until(facts, 'to')}{_said(facts)}",
    "decision_bring_forward": lambda facts, _: f"Brought forward{_until(facts, 'to')}{_said(facts)}",
    "decision_reinspect_on_request": lambda facts, _: (
        f"Re-inspection at the body’s own request, granted{_until(facts, 'for')}{_said(facts)}"
    ),
    "decision_exempt": lambda facts, _: f"Exempt from this rule{_said(facts)}",
    "decision_convert": _decision_convert,
    "decision_no_such_event": _decision_no_such_event,
    "decision_inspect_again": lambda facts, _: (
        f"To be inspected again in the year{_until(facts, 'by')}, decided{_said(facts)}"
    ),
    "decision_no_second_inspection": lambda facts, _: f"No second inspection in the year, decided{_said(facts)}",
    "decision_visit": _decision_visit,
    "decision_lapsed": _decision_lapsed,
    "decision_elsewhere": lambda facts, _: (
        f"On another pathway that the grades leave open, a decision about the same event was taken{_said(facts)}"
    ),
}

WOULD_SENTENCES: Mapping[str, Write] = {
    "would_finding": _would_finding,
    "would_grade": _would_grade,
    "would_known_grade": _would_known_grade,
    "would_day": _would_day,
    "would_record": _would_record,
    "would_series": _would_series,
    "would_end": _would_end,
    "would_decision": _would_decision,
}
