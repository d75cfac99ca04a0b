"""Days and hours that are said with a move: which are possible, and which only people with a part in a case know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from inspectorate.webapp.casework.models import Case
from inspectorate.webapp.casework.parts import TOLD
from inspectorate.webapp.casework.refusals import CaseRefused

DAYS = frozenset({"starts", "ends", "until"})
"""What tells when somebody comes."""
AT_ONCE = timedelta(minutes=5)
"""So long it may take from the moment at which somebody says “now” until the move is taken."""


def check_times(said: Mapping[str, Any]) -> None:
    """Raises CaseRefused where what was done lies in the future, or what is to come in the past."""
    on, at = said.get("done_on"), said.get("publish_at")
    if on and on > timezone.localdate():
        raise CaseRefused("The day must not be in the future.", field="done_on")
    if at and at < timezone.now() - AT_ONCE:
        raise CaseRefused("The time of publication has passed. Enter a later hour, or publish now.", field="hour")


def hides_days(case: Case) -> bool:
    """Whether only people with a part in a case may know its days: the audit record, which others read, has none."""
    return not case.announced and case.stage not in TOLD
