"""Changes of back-tests: one is run and kept, or one that was run is kept."""

from __future__ import annotations

from django.db import transaction

from inspectorate.intelligence.backtest import Backtest
from inspectorate.intelligence.backtest_told import as_json
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, check_has
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.design.refusals import Refused
from inspectorate.webapp.monitoring.backtest_running import Asked, run
from inspectorate.webapp.monitoring.models import KeptBacktest


class BacktestRefused(Refused):
    """There is nothing to test."""


def store_backtest(*, by: Actor, kind: str = "authority") -> KeptBacktest:
    """Run the back-test of a kind of body on what is loaded now, and keep it.

    Raises PermissionRefused, or BacktestRefused where no inspection could be forecast.
    """
    check_has(by, Permission.VIEW_CONTEXT)
    return keep_backtest(by=by, kind=kind, result=run(Asked(kind=kind)))


@transaction.atomic
def keep_backtest(*, by: Actor, kind: str, result: Backtest) -> KeptBacktest:
    """Keep a back-test that was run; pages show the newest of each kind. Raises as `store_backtest`."""
    check_has(by, Permission.VIEW_CONTEXT)
    if not result.said:
        raise BacktestRefused("No inspection followed a judgement known before it: load the published files first.")
    made = KeptBacktest.objects.create(
        kind=kind,
        area=result.area,
        first=result.first,
        last=result.last,
        origins=[day.isoformat() for day in result.origins],
        left_out=dict(result.left_out),
        result=as_json(result),
        made_by=by.name,
    )
    record(by=by, action="backtest_kept", subject=made, kind=made.get_kind_display().lower(), first=str(made.first))
    return made
