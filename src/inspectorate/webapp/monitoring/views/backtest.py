"""The page of the back-test: how good forecasts have been, and no forecast of any one body."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.monitoring import backtest_presenters as presenters
from inspectorate.webapp.monitoring.backtest_tasks import ask_backtest, newest_job
from inspectorate.webapp.monitoring.beside_backtest import section
from inspectorate.webapp.monitoring.models import KeptBacktest
from inspectorate.webapp.monitoring.queue import was_cut_short

KINDS = {"authority": "Authorities", "setting": "Settings"}


@requires(Permission.VIEW_CONTEXT)
def backtest(request: StaffRequest) -> HttpResponse:
    """The newest kept back-test of a kind of body; when it is sent, a new one is asked for."""
    kind = request.POST.get("kind") or request.GET.get("kind", "authority")
    kind = kind if kind in KINDS else "authority"
    if request.method == "POST":
        asked = "was asked for" if ask_backtest(by=request.actor, kind=kind) else "waits already"
        messages.success(request, f"The back-test {asked}. It takes some minutes; open this page again then.")
        return redirect(f"{request.path}?kind={kind}")
    kept = KeptBacktest.objects.filter(kind=kind).first()
    job = newest_job(kind)
    context: dict[str, Any] = {"kind": kind, "kinds": KINDS, "kept": kept, "job": job, "beside": section(kind)}
    context["cut_short"] = job is not None and was_cut_short(job)
    if kept:
        context |= {
            "result": kept.result,
            "rows": presenters.forecast_rows(kept.result),
            "control": presenters.control_row(kept.result),
            "bins": presenters.calibration_rows(kept.result),
            "picture": presenters.calibration_picture(kept.result),
            "groups": [
                ("By fifth of deprivation", "Fifth", presenters.group_rows(kept.result["by_deprivation"])),
                ("By region", "Region", presenters.group_rows(kept.result["by_region"])),
            ],
            "left_out": presenters.left_out(kept),
        }
    return render(request, "monitoring/backtest.html", context)
