"""Who is not to lead again, as far as the record says who led.

A new lead at an authority, and nobody more than three times running at a setting: no published rule says so for all
regimes, so that these are the software's own (unverified). Leads are keyed codes on the record; an inspector is known
again by the code of their name. Where the record does not say who led last, nobody is kept from leading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from inspectorate.formats.leads import code_lead
from inspectorate.planning.model import Event, Person
from inspectorate.webapp.inspections.lead_key import lead_key
from inspectorate.webapp.inspections.models import InspectionFact
from inspectorate.webapp.workforce.models import Inspector

RUNNING = {"authority": 1, "setting": 3}
"""How many graded inspections running somebody may have led at a body and then not lead the next one."""
CONTINUED = ("visit",)
"""Visits are led by whoever knows the body: at one where only they are planned, anybody may lead again."""


def rotated(people: Iterable[Person], events: Iterable[Event]) -> tuple[Person, ...]:
    """People with the bodies of a programme at which somebody else is to lead now."""
    bodies = {event.body for event in events if not event.kind.endswith(CONTINUED)}
    codes = _codes()
    led = _led_last(bodies, set(codes.values()))
    return tuple(
        replace(person, leads_not=tuple(sorted(body for body, lead in led.items() if lead == codes.get(person.id))))
        for person in people
    )


def _codes() -> Mapping[str, str | None]:
    """The code that the record has for each inspector, by the inspectorate's own."""
    key = lead_key()
    return {code: code_lead(name, key) for code, name in Inspector.objects.values_list("code", "name")}


def _led_last(bodies: Collection[str], leads: Collection[str | None]) -> Mapping[str, str]:
    """Who led so many of the last graded inspections at each body that somebody else is to lead the next."""
    known = InspectionFact.objects.filter(lead__in=[lead for lead in leads if lead]).order_by()
    ids = known.values_list("inspection__body_id", flat=True).distinct()
    rows = InspectionFact.objects.filter(inspection__body_id__in=ids, superseded_by=None).exclude(grades={})
    days: dict[str, dict[int, tuple[date, str]]] = defaultdict(dict)
    for kind, code, inspection, started, ended, known_on, lead in rows.order_by("id").values_list(
        "inspection__body__kind", "inspection__body__code", "inspection_id", "started", "ended", "known_on", "lead"
    ):
        body = f"{kind}:{code}"
        if body in bodies:
            before = days[body].get(inspection)
            days[body][inspection] = (ended or started or known_on, lead or (before[1] if before else ""))
    found = {}
    for body, inspections in days.items():
        running = RUNNING[body.partition(":")[0]]
        last = [lead for _, lead in sorted(inspections.values(), reverse=True)[:running]]
        if len(last) == running and last[0] and len(set(last)) == 1:
            found[body] = last[0]
    return found
