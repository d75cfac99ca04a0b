"""Pages of inspectors: the workforce by region, one with all that is recorded, one's own page, terms and changes."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.workforce import actions, presenters, queries
from inspectorate.webapp.workforce.forms import ChangeForm, InspectorForm, TermsForm, WorkforceFilter
from inspectorate.webapp.workforce.models import Inspector
from inspectorate.webapp.workforce.pictures import coming_weeks


@requires(Permission.VIEW_WORKFORCE)
def workforce(request: StaffRequest) -> HttpResponse:
    """The workforce of a region or of all: in numbers, one by one, and how many days the coming weeks have."""
    today, actor = timezone.localdate(), request.actor
    said = {name: request.GET.get(name, "") for name in ("skill", "words", "gone")}
    said["region"] = request.GET.get("region", actor.region or "all")
    region = "" if said["region"] == "all" else said["region"]
    sought = queries.Sought(region=region, skill=said["skill"], words=said["words"].strip(), gone=bool(said["gone"]))
    pages = paginated(request, queries.inspectors(today, sought))
    context = {
        "filter": WorkforceFilter(said, actions.known_regions()),
        "pages": pages,
        "rows": presenters.member_rows(queries.members_of(pages.rows, today), today),
        "regions": queries.by_region(today, region),
        "weeks": coming_weeks(today, region),
        "region": region,
        "keeps": has(actor, Permission.MANAGE_WORKFORCE),
        "empty": not Inspector.objects.exists(),
    }
    return render(request, "workforce/workforce.html", context)


@requires(Permission.VIEW_WORKFORCE)
def inspector(request: StaffRequest, id: int) -> HttpResponse:
    """One inspector with all that was ever recorded of them."""
    found = inspector_of(id)
    return _page(request, found, keeps=has(request.actor, Permission.MANAGE_WORKFORCE, region=region_of(found)))


@requires(Permission.VIEW_OWN_AVAILABILITY)
def own(request: StaffRequest) -> HttpResponse:
    """What is recorded of whoever asks."""
    found = queries.inspector_with_all(user_id=request.actor.user_id)
    if found is None:
        return render(request, "workforce/own_none.html")
    return _page(request, found, keeps=False, themself=True)


def _page(request: StaffRequest, found: Inspector, *, keeps: bool, themself: bool = False) -> HttpResponse:
    today = timezone.localdate()
    held = queries.terms_on(found.terms.all(), today)
    days = held.working_days if held else ""
    context = {
        "inspector": found,
        "terms": presenters.terms_rows(held) if held else [],
        "other_terms": [(one, presenters.terms_rows(one)) for one in presenters.other_terms(found, today)],
        "lists": [
            ("skill", "Skills", presenters.entry_rows(list(found.skills.all()), today, days)),
            ("absence", "Absences", presenters.entry_rows(list(found.absences.all()), today, days)),
            ("conflict", "Conflicts of interest", presenters.entry_rows(list(found.conflicts.all()), today, days)),
        ],
        "states": presenters.STATES,
        "weeks": coming_weeks(today, only=found),
        "keeps": keeps,
        "themself": themself,
    }
    return render(request, "workforce/inspector.html", context)


@requires(Permission.MANAGE_WORKFORCE)
def inspector_new(request: StaffRequest) -> HttpResponse:
    """Somebody new, with the terms on which they begin."""
    form = InspectorForm(actions.known_regions(), posted(request))
    made = done(
        request,
        form,
        lambda: actions.add_inspector(
            by=request.actor, code=form.cleaned_data["code"], name=form.cleaned_data["name"], agreed=form.agreed(),
            first=form.cleaned_data["first"], user=form.cleaned_data["email"],
        ),
        "The inspector is added.",
    )  # fmt: skip
    if made:
        return redirect("workforce:inspector", made.pk)
    return render(request, "workforce/form.html", {"form": form, "deed": "Add an inspector", "inspector": None})


@requires(Permission.MANAGE_WORKFORCE)
def terms(request: StaffRequest, id: int) -> HttpResponse:
    """Terms from a day on; earlier ones hold until then."""
    found = kept_inspector(request, id)
    held = queries.terms_on(found.terms.all(), timezone.localdate())
    form = TermsForm(actions.known_regions(), posted(request), held)
    if done(
        request,
        form,
        lambda: actions.set_terms(
            by=request.actor, inspector=found, agreed=form.agreed(), first=form.cleaned_data["first"]
        ),
        "The terms are recorded. Earlier ones hold until then.",
    ):
        return redirect("workforce:inspector", found.pk)
    return render(request, "workforce/form.html", {"form": form, "deed": "Set new terms", "inspector": found})


@requires(Permission.MANAGE_WORKFORCE)
def change(request: StaffRequest, id: int) -> HttpResponse:
    """Name, account and last day."""
    found = kept_inspector(request, id)
    form = ChangeForm(found, posted(request))
    if done(
        request,
        form,
        lambda: actions.change_inspector(
            by=request.actor, inspector=found, name=form.cleaned_data["name"], user=form.cleaned_data["email"],
            last=form.cleaned_data["last"],
        ),
        "The change is recorded.",
    ):  # fmt: skip
        return redirect("workforce:inspector", found.pk)
    return render(request, "workforce/form.html", {"form": form, "deed": "Change or end", "inspector": found})


def inspector_of(id: int) -> Inspector:
    """One inspector with all that was recorded. Raises Http404."""
    found = queries.inspector_with_all(pk=id)
    if found is None:
        raise Http404("There is no such inspector.")
    return found


def kept_inspector(request: StaffRequest, id: int) -> Inspector:
    """As `inspector_of`, for who keeps the workforce of their region. Raises PermissionRefused."""
    found = inspector_of(id)
    check_has(request.actor, Permission.MANAGE_WORKFORCE, region=region_of(found))
    return found


def region_of(found: Inspector) -> str:
    """The region in which somebody works today."""
    return queries.region_of(found, timezone.localdate())
