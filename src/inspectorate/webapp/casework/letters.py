"""The letters that follow a published report: to whoever answers for the body, and to the department.

They are made from what was published, the edition and what is due: no day or grade in them is typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from inspectorate.framework.library import Library, load_library
from inspectorate.framework.model import Duty, Edition
from inspectorate.framework.wording import offset_text
from inspectorate.history.model import FindingKind
from inspectorate.webapp.accounts.queries import who_holds
from inspectorate.webapp.accounts.roles import Role
from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.models import Case, Version
from inspectorate.webapp.casework.word import begun, written
from inspectorate.webapp.design.filters import day, span
from inspectorate.webapp.engagement.plans import CLOCK, called_by
from inspectorate.webapp.programme.decision_presenters import rule_of
from inspectorate.webapp.programme.presenters import due_row
from inspectorate.webapp.programme.queries import Owed
from inspectorate.webapp.programme.queries import owed as due_of
from inspectorate.webapp.register.models import Body

BODY, DEPARTMENT = "body", "department"
ANSWERS = {
    "authority": ("The director of children's services", Role.DIRECTOR),
    "setting": ("The responsible individual", Role.RESPONSIBLE_INDIVIDUAL),
}
"""Who answers for a body of each kind, and the role in which they sign in."""
SENDERS = ("lead", "assurer")
"""The parts in a case whose people send its letters and record that."""
MINISTER = ("The Secretary of State for Education", "Department for Education")
"""To whom an inspection of an authority is reported (section 137 of the Education and Inspections Act 2006)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a letter: sentences, and a list under them."""

    title: str
    sentences: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it stands: to whom (a line each), about what, in parts, and where the report is read."""

    to: tuple[str, ...]
    title: str
    parts: tuple[Part, ...]
    address: str = ""


def wanted(case: Case, version: Version) -> dict[str, str]:
    """The letters that a version calls for, each with whom it goes to: the department is written to about an authority
    with an area of the worst grade or an area for priority action."""
    grave = case.body.kind == "authority" and _grave(json.loads(version.content), queries.edition_of(case))
    return {to: addressee(case, to) for to in ((BODY, DEPARTMENT) if grave else (BODY,))}


def owed(case: Case) -> bool:
    """Whether a letter about the newest version of a published case is still to be sent."""
    version = case.versions.order_by("-number").first()
    if version is None or case.stage != "published":
        return False
    return set(wanted(case, version)) > set(version.letters.values_list("to", flat=True))


def addressee(case: Case, to: str) -> str:
    """Whom a letter goes to, by office."""
    return MINISTER[1] if to == DEPARTMENT else ANSWERS[case.body.kind][0]


def _grave(report: Mapping[str, Any], edition: Edition) -> bool:
    worst = (one["grade"] == tuple(edition.scale_of(one["id"]))[-1] for one in report["judgements"])
    return any(worst) or bool(_areas(report))


def letter(case: Case, version: Version, to: str, address: str) -> Letter:
    """The letter about a version as it would be sent today; ``address`` is where its public page is."""
    report, edition = json.loads(version.content), queries.edition_of(case)
    about = f"{report['event']['label']} of {report['body']['name']}"
    parts = (
        Part("", _opening(case, version, report, edition)),
        Part("Judgements", items=_judgements(report)),
        Part("Areas for priority action", items=_areas(report)),
        Part("What is to be put right", items=_to_put_right(report)),
        Part("What is owed" if to == DEPARTMENT else "What you owe", _plan(case, edition, to)),
        Part("What comes next", items=tuple(_next(case))),
        Part("", _closing(case)),
    )
    said = tuple(part for part in parts if part.sentences or part.items)
    return Letter(_to(case, to), about, said, address if version.public else "")


def as_values(told: Letter) -> dict[str, Any]:
    """A letter as it is kept."""
    return asdict(told)


def from_values(kept: Mapping[str, Any]) -> Letter:
    """A letter as it was kept."""
    parts = (Part(one["title"], tuple(one["sentences"]), tuple(one["items"])) for one in kept["parts"])
    return Letter(tuple(kept["to"]), kept["title"], tuple(parts), kept["address"])


def as_word(told: Letter, on: date) -> bytes:
    """The letter as a Word document, dated."""
    document = begun(told.title)
    document.add_paragraph(day(on))
    for line in told.to:
        document.add_paragraph(line)
    document.add_heading(told.title, 1)
    for part in told.parts:
        if part.title:
            document.add_heading(part.title, 2)
        for sentence in part.sentences:
            document.add_paragraph(sentence)
        for item in part.items:
            document.add_paragraph(item, style="List Bullet")
    if told.address:
        document.add_paragraph(f"The report: {told.address}")
    return written(document)


def _to(case: Case, to: str) -> tuple[str, ...]:
    if to == DEPARTMENT:
        return MINISTER
    title, role = ANSWERS[case.body.kind]
    today = timezone.localdate()
    people = _contacts(case.body, role, today) or [one.name for one in who_holds(role, case.body.key, today)]
    return (*people, title, case.body.name)


def _contacts(body: Body, role: Role, today: date) -> list[str]:
    """Those whom the body named in this role, on a day."""
    rows = (one for one in body.contacts.filter(role=role.value, first__lte=today) if not one.last or one.last >= today)
    return [one.name for one in rows]


def _opening(case: Case, version: Version, report: Mapping[str, Any], edition: Edition) -> tuple[str, ...]:
    days = f", {span(case.starts, case.ends)}," if case.starts else ""
    carried_out = f"We carried out this {report['event']['label'].lower()}{days} under “{edition.title}”."
    again = f" It is version {version.number}, amended: {version.reason}" if version.number > 1 else ""
    if not version.public:
        return (carried_out, f"What we found was sent on {day(version.at)}. Under the framework it is not published.")
    return (carried_out, f"What we found was published on {day(version.at)}.{again}")


def _judgements(report: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f"{one['label']}: {one['grade_label'].lower()}" for one in report["judgements"])


def _areas(report: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(one["text"] for one in report["findings"] if one["kind"] == FindingKind.PRIORITY_ACTION)


def _to_put_right(report: Mapping[str, Any]) -> tuple[str, ...]:
    """Findings with a day by which they are to be met: concerns of a visit, requirements of a setting."""
    rows = (one for one in report["findings"] if one["put_right_by"] and one["kind"] != FindingKind.PRIORITY_ACTION)
    return tuple(
        f"{one['text']}{' (' + one['regulation'] + ')' if one['regulation'] else ''}, by {day(one['put_right_by'])}"
        for one in rows
    )


def _plan(case: Case, edition: Edition, to: str) -> tuple[str, ...]:
    """The plan that the case calls for, and its last day."""
    found = called_by(case.body, case.inspection_id, timezone.localdate())
    if found is None:
        return ()
    who = f"{case.body.name} owes" if to == DEPARTMENT else "You owe"
    what = "an action plan for each area for priority action" if found.areas else "a statement of proposed action"
    if found.again:
        return (f"{who} another plan: the last one does not reflect what was found.",)
    if found.received:
        return (f"{who} nothing more: {what} was received on {day(found.received)}.",)
    clock = edition.clocks.get(CLOCK)
    long = f", {offset_text(clock.length)} after the report" if clock else ""
    draft = f" A draft is to come by {day(found.draft)}." if found.draft else ""
    return (f"{who} {what}. Its last day is {day(found.last)}{long}.{draft}",)


def _next(case: Case) -> Iterator[str]:
    """What the body is due on site: each event with its days, and how often it comes again."""
    library = load_library()
    for one in due_of(timezone.localdate(), bodies=[case.body.key], kind=case.body.kind):
        row = due_row(one, library, {})
        notice = library.edition(one.obligation.edition).events[row.event].notice_working_days
        # A setting is not told when somebody may come without notice.
        if row.on_site and not (case.body.kind == "setting" and notice == 0):
            yield f"{row.label}: {row.window[0].lower()}{row.window[1:]}{_again(one, library)}"


def _again(one: Owed, library: Library) -> str:
    """How a series goes on."""
    duty = _duty(library.edition(one.obligation.edition), rule_of(one.obligation.key))
    if duty is None or duty.every is None:
        return ""
    of = f", {duty.series} in all" if duty.series else ", until the re-inspection"
    return f"; then every {offset_text(duty.every)}{of}"


def _duty(edition: Edition, rule: str) -> Duty | None:
    """The duty that a rule (``regime.pathway.duty``) names."""
    _, pathway, duty = rule.split(".")
    held = edition.pathways.get(pathway)
    return held.due.get(duty) if held else edition.always.get(duty)


def _closing(case: Case) -> tuple[str, ...]:
    lead = queries.member_of(case, "lead")
    return (f"The lead inspector was {lead.user.name}.",) if lead else ()
