"""Lines of enquiry, samples of records, and keep-in-touch meetings."""

from __future__ import annotations

import random
import re
from datetime import date

from django.db import transaction
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework.actions.cases import locked
from inspectorate.webapp.casework.models import Case, Line, Meeting, Sample
from inspectorate.webapp.casework.parts import check_part
from inspectorate.webapp.casework.refusals import CaseRefused

NAME = re.compile(r"[^\W\d_]{2,}[\s,._]+[^\W\d_]{2,}")
"""Two words of letters, whatever stands between them: somebody's name, and no identifier."""


@transaction.atomic
def add_line(*, by: Actor, case: Case, text: str) -> Line:
    """Add a line of enquiry. Raises PermissionRefused, or CaseRefused with a sentence."""
    case = locked(case)
    check_part(by, case, "team")
    if not text.strip():
        raise CaseRefused("Enter what the team wants to find out.", field="text")
    if case.lines.filter(text=text.strip()).exists():
        raise CaseRefused("This line of enquiry is there already.", field="text")
    line = Line.objects.create(case=case, text=text.strip(), by=by.name, user_id=by.user_id)
    record(by=by, action="line_added", subject=line, body=str(case.body))
    return line


@transaction.atomic
def draw_sample(
    *, by: Actor, case: Case, drawn_from: str, identifiers: list[str], size: int, seed: int, criterion: str = ""
) -> Sample:
    """Draw records from a list: the same list, size and seed draw the same ones, whoever draws.

    Raises CaseRefused where an identifier stands twice, looks like a name, or fewer are listed than are to be drawn.
    """
    case = locked(case)
    check_part(by, case, "team")
    listed = [one.strip() for one in identifiers if one.strip()]
    if named := next((one for one in listed if NAME.search(one)), ""):
        raise CaseRefused(f"“{named}” looks like a name. Give the identifiers of the list.", field="identifiers")
    if len(set(listed)) < len(listed):
        twice = next(one for one in listed if listed.count(one) > 1)
        raise CaseRefused(f"{twice} stands twice in the list.", field="identifiers")
    if not 0 < size <= len(listed):
        raise CaseRefused(f"Draw between 1 and {len(listed)} records: so many are listed.", field="size")
    listed.sort()
    drawn = sorted(random.Random(seed).sample(listed, size))
    sample = Sample.objects.create(
        case=case, drawn_from=drawn_from, criterion=criterion, seed=seed, identifiers=listed, drawn=drawn, by=by.name,
        user_id=by.user_id,
    )  # fmt: skip
    record(by=by, action="sample_drawn", subject=sample, body=str(case.body), number=size, drawn_from=drawn_from)
    return sample


@transaction.atomic
def note_meeting(*, by: Actor, case: Case, held_on: date, present: str, said: str) -> Meeting:
    """Note a keep-in-touch meeting; the body reads the note too."""
    case = locked(case)
    check_part(by, case, "team")
    if held_on > timezone.localdate():
        raise CaseRefused("The day must not be in the future.", field="held_on")
    if not said.strip():
        raise CaseRefused("Enter what was said.", field="said")
    meeting = Meeting.objects.create(
        case=case, held_on=held_on, present=present, said=said, by=by.name, user_id=by.user_id
    )
    record(by=by, action="meeting_noted", subject=meeting, body=str(case.body), held_on=held_on)
    return meeting
