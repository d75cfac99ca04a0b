"""Settings: to find one, an owner with its own, a map by authority, and what law requires of a region's this year."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from inspectorate.calendars import inspection_year
from inspectorate.due.this_year import Stand
from inspectorate.framework.setting_types import setting_types
from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.charts import share_bars
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.tiles import Tile, tile_map
from inspectorate.webapp.programme import setting_lists
from inspectorate.webapp.programme.forms import ALL, OwnerFilter, PositionFilter, SettingFilter, TypeFilter
from inspectorate.webapp.programme.setting_lists import NOBODY, STANDINGS, Share
from inspectorate.webapp.programme.standing import LISTED, standing
from inspectorate.webapp.register.models import Body, Owner, Setting

FIELDS = ("q", "owner", "area", "authority", "type", "grade", "standing")
STANDS = {
    Stand.DONE: "Done",
    Stand.LATE: "Done late",
    Stand.PLANNED: "Planned",
    Stand.OWED: "Owed",
    Stand.AT_RISK: "At risk",
    Stand.WAITS: "Waits",
    Stand.NOT_KNOWN: "Not known",
}


@requires(Permission.VIEW_REGISTER)
def settings(request: StaffRequest) -> HttpResponse:
    """The list, a page at a time."""
    said = {name: request.GET.get(name, "").strip() for name in FIELDS}
    rows = setting_lists.found({**said, "authority__code": said["authority"]})
    pages = paginated(request, setting_lists.with_names(rows))
    if said["q"] and pages.count == 1:
        return redirect("programme:setting", pages.rows[0].body.code)
    context = {
        "filter": SettingFilter(said, _choices()),
        "rows": list(setting_lists.rows_of(pages.rows)),
        "pages": pages,
        "said": said,
        "labels": setting_lists.grade_labels(),
        "nothing_known": not Setting.objects.exists(),
    }
    return render(request, "programme/settings.html", context)


def _choices() -> dict[str, list[tuple[str, str]]]:
    hosts = Body.objects.filter(kind="authority", hosted_settings__isnull=False).distinct().values_list("code", "name")
    return {
        "type": [ALL, *((one.id, one.label) for one in setting_types().values())],
        "grade": [ALL, *setting_lists.grade_labels().items(), (NOBODY, "Not yet judged")],
        "standing": [("", "On the register"), *STANDINGS.items()],
        "authority": [ALL, *hosts],
    }


@requires(Permission.VIEW_REGISTER)
def owners(request: StaffRequest) -> HttpResponse:
    """Owners by name, with how many settings each has on the register and how many of these are good or better."""
    words = request.GET.get("q", "").strip()
    mine = Q(settings__in=setting_lists.on_register())
    rows = Owner.objects.filter(name__icontains=words) if words else Owner.objects.all()
    good = Count("settings", filter=mine & Q(settings__grade__in=setting_lists.GOOD))
    judged = Count("settings", filter=mine & ~Q(settings__grade=""))
    counted = rows.annotate(number=Count("settings", filter=mine), judged=judged, good=good).order_by("-number", "name")
    context = {"filter": OwnerFilter({"q": words}, {}), "pages": paginated(request, counted), "words": words}
    return render(request, "programme/owners.html", context)


@requires(Permission.VIEW_REGISTER)
def owner(request: StaffRequest, id: int) -> HttpResponse:
    """One owner: its settings by grade, and each of them."""
    found = get_object_or_404(Owner, pk=id)
    rows = setting_lists.on_register().filter(owner=found).order_by("type", "body_id")
    pages = paginated(request, setting_lists.with_names(rows))
    grades, labels = setting_lists.by_grade(rows), setting_lists.grade_labels()
    left = Setting.objects.filter(owner=found).count() - pages.count
    context = {
        "owner": found,
        "rows": list(setting_lists.rows_of(pages.rows)),
        "pages": pages,
        "labels": labels,
        "grades": [(labels[grade], grades[grade]) for grade in labels if grade in grades],
        "chart": share_bars([(found.name, grades)], labels, title=f"Settings of {found.name} by grade")
        if grades
        else None,
        "left": left,
    }
    return render(request, "programme/owner.html", context)


@requires(Permission.VIEW_REGISTER)
def map_of(request: StaffRequest) -> HttpResponse:
    """Host authorities by the share of their settings that are good or better, as a map of tiles and as its table."""
    type_ = request.GET.get("type", "")
    shares = setting_lists.shares(type_ if type_ in setting_types() else "")
    tiles: dict[str, list[Tile]] = {}
    for one in sorted(shares, key=lambda share: share.name):
        tiles.setdefault(one.region, []).append(_tile(one, type_))
    offered = [ALL, *((one.id, one.label) for one in setting_types().values())]
    context = {
        "filter": TypeFilter({"type": type_}, {"type": offered}),
        "shares": shares,
        "map": tile_map(tiles, title="Authorities by the share of settings that are good or better") if tiles else None,
        "type": type_,
    }
    return render(request, "programme/setting_map.html", context)


def _tile(one: Share, type_: str) -> Tile:
    percent = f"{one.share:.0%}"
    words = f"{percent} of {one.judged} {'setting' if one.judged == 1 else 'settings'} good or better"
    chosen = f"&type={type_}" if type_ else ""
    href = f"{reverse('programme:settings')}?authority={one.code}{chosen}"
    # Nearly all are above one half, so that the steps are finer there.
    step = sum(one.share >= edge for edge in (0.6, 0.75, 0.85, 0.95))
    return Tile(one.name, one.name[:4], words, step, href)


@requires(Permission.VIEW_DUE)
def position(request: StaffRequest) -> HttpResponse:
    """What law requires of a region's settings in this inspection year: done, planned, owed, at risk."""
    today = timezone.localdate()
    held = standing(today)
    region = request.GET.get("region", "")
    region = region if region in held else next(iter(held), "")
    types, chosen = setting_types(), held.get(region)
    table = [(name, held[name].whole) for name in held]
    context = {
        "filter": PositionFilter({"region": region}, {"region": [(name, name or "Not known") for name in held]}),
        "region": region or "Not known",
        "year": inspection_year(today).label,
        "today": today,
        "stands": STANDS,
        "regions": table,
        "types": [(types[type_].plural, counts) for type_, counts in chosen.counts.items()] if chosen else [],
        "at_risk": [(one, types[one.type].label) for one in chosen.at_risk] if chosen else [],
        "number_at_risk": chosen.whole[Stand.AT_RISK] if chosen else 0,
        "listed": LISTED,
    }
    return render(request, "programme/position.html", context)
