"""The latest grade of each setting, stored beside it for lists; made again whenever its record changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from inspectorate.history.position import order
from inspectorate.webapp.inspections import streams
from inspectorate.webapp.register.models import Body, Setting


def show_grades(bodies: Collection[int]) -> None:
    """Store the overall grade of the latest graded inspection of these settings, by the primary key of their body."""
    held = {body.key: body.pk for body in Body.objects.filter(pk__in=bodies)}
    latest: dict[int, tuple[str, date | None]] = {}
    for key, inspections in streams.gathered(streams.inspections("setting", held)):
        graded = [one for one in inspections if one.graded and one.carried_out and not one.pilot]
        if graded:
            last = max(graded, key=order)
            latest[held[key]] = (last.grades.get("overall") or "", last.carried_out)
    changed = []
    for setting in Setting.objects.filter(body__in=bodies):
        told = latest.get(setting.body_id, ("", None))
        if (setting.grade, setting.graded_on) != told:
            setting.grade, setting.graded_on = told
            changed.append(setting)
    Setting.objects.bulk_update(changed, ("grade", "graded_on"), batch_size=200)
