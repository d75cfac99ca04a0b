"""Background work of back-tests: a run takes minutes, and no page waits for it."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.monitoring.queue import enqueue_once, jobs


@task()
def run_backtest(kind: str, user_id: int) -> dict[str, object]:
    """Run a back-test and keep it: ``{"kept": id}``, or ``{"refused": sentence}`` where there is nothing to test."""
    # What computes is heavy, and the pages that only show a result do without it.
    from inspectorate.webapp.monitoring.backtest_actions import BacktestRefused, store_backtest

    by = Actor.of(User.objects.get(pk=user_id))
    try:
        return {"kept": store_backtest(by=by, kind=kind).pk}
    except (BacktestRefused, PermissionRefused) as problem:
        return {"refused": str(problem)}


@transaction.atomic
def ask_backtest(*, by: Actor, kind: str) -> bool:
    """Have the back-test of a kind of body run; whether it was not waiting already. Raises PermissionRefused."""
    check_has(by, Permission.VIEW_CONTEXT)
    if by.user_id is None:
        raise PermissionRefused("Sign in to ask for a back-test.")
    asked = enqueue_once(run_backtest, kind, by.user_id)
    if asked:
        record(by=by, action="backtest_asked", subject=f"backtest:{kind}", kind=kind)
    return asked


def newest_job(kind: str) -> DBTaskResult | None:
    """The run of a kind of body that was asked for last, done or not."""
    return next(iter(jobs(run_backtest, kind)), None)
