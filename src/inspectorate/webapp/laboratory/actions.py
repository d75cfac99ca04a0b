"""Changes of comparisons: a person asks for one; the worker begins it, says what it is doing, and ends it."""

from __future__ import annotations

import secrets
import string
from importlib.metadata import version
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from inspectorate.framework.library import load_library
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.laboratory import queries
from inspectorate.webapp.laboratory.models import Comparison, State
from inspectorate.webapp.laboratory.tasks import run_comparison
from inspectorate.webapp.laboratory.wanted import LABELS, LIMITS, MOST_REGIMES, Wanted

CUT_SHORT = "It was cut short before it was done. Ask for it again."


class ComparisonRefused(Refused):
    """What was asked for cannot be compared, or not now."""


def ask_comparison(*, by: Actor, wanted: Wanted) -> Comparison:
    """Have a comparison worked out in the background; what cannot be compared is refused before it waits.

    Raises PermissionRefused, or ComparisonRefused with a sentence.
    """
    _check_asks(by)
    _check_size(wanted)
    _check_meaning(wanted)
    with transaction.atomic():
        made = _kept(by, wanted)
        run_comparison.enqueue(made.slug)
    return made


@transaction.atomic
def keep_comparison(*, by: Actor, wanted: Wanted, result: dict[str, Any]) -> Comparison:
    """Keep what somebody asked for and what `running.answer` gave for it elsewhere. Raises PermissionRefused."""
    _check_asks(by)
    return finish_comparison(by=by, comparison=_kept(by, wanted), result=result)


def _check_asks(by: Actor) -> None:
    check_has(by, Permission.COMPARE_REGIMES)
    if by.user_id is None:
        raise PermissionRefused("Sign in to ask for a comparison.")


def _check_size(wanted: Wanted) -> None:
    if len(wanted.regimes) > MOST_REGIMES:
        raise ComparisonRefused(f"Choose at most {MOST_REGIMES} regimes.", field="regimes")
    for name, (least, most) in LIMITS.items():
        number = getattr(wanted, name)
        if number is not None and not least <= number <= most:
            raise ComparisonRefused(f"{LABELS[name]} must be from {least:,} to {most:,}.", field=name)


def _check_meaning(wanted: Wanted) -> None:
    from inspectorate.laboratory.asking import AskedWrongly, answerable

    try:
        answerable(wanted, load_library())
    except AskedWrongly as problem:
        raise ComparisonRefused(str(problem)) from None


def _kept(by: Actor, wanted: Wanted) -> Comparison:
    slug = "".join(secrets.choice(string.ascii_lowercase) for _ in range(8))
    try:
        # Only the constraint, that one comparison waits a person, sees what another request asks at the same moment.
        with transaction.atomic():
            made = Comparison.objects.create(slug=slug, question=wanted.as_kept(), asked_by=by.name)
    except IntegrityError:
        raise ComparisonRefused(
            "A comparison that you asked for waits already. Ask for another once it has begun."
        ) from None
    record(by=by, action="comparison_asked", subject=made, regimes=list(wanted.regimes), model=wanted.model)
    return made


@transaction.atomic
def begin_comparison(*, by: Actor, slug: str) -> Comparison:
    """Take up a comparison that waits; those that were cut short before are said to have failed.

    Raises PermissionRefused, or ComparisonRefused where it does not wait.
    """
    check_has(by, Permission.COMPARE_REGIMES)
    for left in queries.cut_short():
        _fail(by, left, CUT_SHORT)
    found = queries.listed().select_for_update().get(slug=slug)
    if found.state != State.WAITING:
        raise ComparisonRefused(f"Comparison {slug} does not wait.")
    found.state, found.doing, found.doing_since = State.RUNNING, "Reading what was asked", timezone.now()
    found.save(update_fields=("state", "doing", "doing_since"))
    record(by=by, action="comparison_begun", subject=found, regimes=found.question["regimes"])
    return found


def tell_doing(*, by: Actor, comparison: Comparison, doing: str) -> None:
    """Say what is worked out now. It stands on the page while it lasts, and is no part of the record."""
    check_has(by, Permission.COMPARE_REGIMES)
    comparison.doing, comparison.doing_since = doing[:200], timezone.now()
    comparison.save(update_fields=("doing", "doing_since"))


@transaction.atomic
def finish_comparison(*, by: Actor, comparison: Comparison, result: dict[str, Any]) -> Comparison:
    """Keep what came out. Raises PermissionRefused."""
    check_has(by, Permission.COMPARE_REGIMES)
    comparison.result = result
    _end(comparison, State.DONE)
    record(by=by, action="comparison_done", subject=comparison, regimes=comparison.question["regimes"])
    return comparison


@transaction.atomic
def fail_comparison(*, by: Actor, comparison: Comparison, problem: str) -> Comparison:
    """Keep why it could not be worked out, as a sentence. Raises PermissionRefused."""
    check_has(by, Permission.COMPARE_REGIMES)
    return _fail(by, comparison, problem)


def _fail(by: Actor, found: Comparison, problem: str) -> Comparison:
    found.problem = problem
    _end(found, State.FAILED)
    record(by=by, action="comparison_failed", subject=found, problem=problem)
    return found


def _end(found: Comparison, state: State) -> None:
    found.state, found.doing, found.doing_since = state, "", None
    found.version, found.finished_at = version("inspectorate"), timezone.now()
    names = ("state", "doing", "doing_since", "problem", "version", "finished_at")
    found.save(update_fields=(*names, "result") if state == State.DONE else names)
