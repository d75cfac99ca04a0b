"""Recording that a letter about a published report was sent."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.casework import letters
from inspectorate.webapp.casework.actions.cases import locked
from inspectorate.webapp.casework.models import Case, SentLetter
from inspectorate.webapp.casework.parts import check_part
from inspectorate.webapp.casework.refusals import CaseRefused


@transaction.atomic
def send_letter(*, by: Actor, case: Case, to: str, told: str, sent_on: date, address: str) -> SentLetter:
    """Keep the letter about the newest version as it now stands, with who was written to and when; once a version.

    ``address`` is where the public page is. Raises PermissionRefused, or CaseRefused with a sentence.
    """
    case = locked(case)
    check_part(by, case, *letters.SENDERS)
    version = case.versions.order_by("-number").first()
    if version is None or case.stage != "published":
        raise CaseRefused("Letters are sent once the report is published.")
    if to not in letters.wanted(case, version):
        raise CaseRefused("This report calls for no such letter.")
    if version.letters.filter(to=to).exists():
        raise CaseRefused("This letter was recorded as sent already.")
    if not told.strip():
        raise CaseRefused("Enter who was written to, and how.", field="told")
    if not timezone.localdate(version.at) <= sent_on <= timezone.localdate():
        raise CaseRefused("The day must lie between the publication and today.", field="sent_on")
    content = letters.as_values(letters.letter(case, version, to, address))
    made = SentLetter.objects.create(
        case=case, version=version, to=to, told=told.strip(), sent_on=sent_on, content=content, by=by.name,
        user_id=by.user_id,
    )  # fmt: skip
    record(by=by, action="letter_sent", subject=made, body=str(case.body), to=to, told=told.strip(), on=sent_on)
    return made
