"""Background work of back-tests: a run takes minutes, and no page waits for it."""

from __future__ import annotations

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import PermissionRefused


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


def newest_job() -> DBTaskResult | None:
    """The run that was asked for last, done or not."""
    return DBTaskResult.objects.filter(task_path=run_backtest.module_path).order_by("-enqueued_at").first()
