"""Reads of comparisons."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from inspectorate.webapp.laboratory.models import Comparison, State

PATIENCE = timedelta(hours=1)
"""No single step takes longer: one that seems to was cut short, by a killed worker or a machine that stopped."""

SOON = timedelta(minutes=2)
"""A worker that runs and has nothing else to do takes up what waits sooner."""


def listed() -> QuerySet[Comparison]:
    """Every comparison, the newest first, without what came out: that is large."""
    return Comparison.objects.defer("result")


def cut_short() -> QuerySet[Comparison]:
    """Those that seem to run and were cut short."""
    return listed().filter(state=State.RUNNING, doing_since__lt=timezone.now() - PATIENCE)


def was_cut_short(found: Comparison) -> bool:
    """Whether one seems to run and was cut short."""
    since = found.doing_since if found.state == State.RUNNING else None
    return since is not None and since < timezone.now() - PATIENCE


def waits_long(found: Comparison) -> bool:
    """Whether one waits for so long that perhaps no worker runs, or that it is busy."""
    return found.state == State.WAITING and found.asked_at < timezone.now() - SOON
