"""Pages of concerns for staff: the list, recording one, one with all that happened to it, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.monitoring import concern_actions as actions
from inspectorate.webapp.monitoring import concern_presenters as presenters
from inspectorate.webapp.monitoring import concern_queries as queries
from inspectorate.webapp.monitoring.concern_forms import BodyForm, ConcernFilter, ConcernForm, CorrectionForm, StepForm
from inspectorate.webapp.monitoring.concern_kinds import KINDS, STATES, STEPS, UNTRIAGED
from inspectorate.webapp.monitoring.concern_queries import LATE, NOBODY, OPEN, Sought
from inspectorate.webapp.monitoring.models import Concern
from inspectorate.webapp.register.models import Body
from inspectorate.webapp.register.queries import regions

ALL = ("", "All")
ACTS: dict[str, Callable[..., Any]] = {
    "triage": actions.triage,
    "assign": actions.assign,
    "postpone": actions.postpone,
    "close": actions.close,
    "reopen": actions.reopen,
}


@requires(Permission.VIEW_CONCERNS)
def concerns(request: StaffRequest) -> HttpResponse:
    """Every concern, those whose clock ends first at the top; what the address asks for limits which."""
    today, people = timezone.localdate(), queries.owners(timezone.localdate())
    said = {name: request.GET.get(name, "") for name in ("kind", "region", "owner", "body")}
    said["state"] = request.GET.get("state", OPEN)
    if said["owner"] not in ("", NOBODY) and not said["owner"].isdecimal():
        raise Http404("There is no such owner.")
    pages = paginated(request, queries.concerns(Sought(**said), today))
    choices = {
        "state": [(OPEN, "Open"), (LATE, "Past their day"), *STATES.items(), ALL],
        "kind": [ALL, *((id_, kind.label) for id_, kind in KINDS.items())],
        "region": [ALL, *((name, name) for name in regions() if name)],
        "owner": [ALL, *((str(one.pk), one.name) for one in people), (NOBODY, "Not in the role any more")],
    }
    context = {
        "filter": ConcernFilter(said, choices),
        "pages": pages,
        "rows": presenters.concern_rows(pages.rows, today),
        "standing": queries.standing(said["region"], today),
        "body": said["body"],
        "records": has(request.actor, Permission.RECORD_CONCERN),
        "takes_in": has(request.actor, Permission.IMPORT_DATA),
    }
    return render(request, "monitoring/concerns.html", context)


@requires(Permission.RECORD_CONCERN)
def concern_new(request: StaffRequest) -> HttpResponse:
    """First which body, then what reached the inspectorate about it."""
    words = request.GET.get("body", "")
    body = body_named(words)
    if body is None:
        context = {
            "form": BodyForm(request.GET if "body" in request.GET else None),
            "found": queries.bodies_called(words.strip()) if words.strip() else [],
            "words": words.strip(),
        }
        return render(request, "monitoring/concern_body.html", context)
    check_has(request.actor, Permission.RECORD_CONCERN, body=body.key, region=body.ofsted_region)
    form, sent = ConcernForm(body, posted(request)), token(request)
    made = done(
        request,
        form,
        lambda: actions.record_concern(by=request.actor, body=body, said=form.said(), sent=sent),
        "The concern is recorded, and waits to be triaged.",
    )
    if made:
        return redirect("monitoring:concern", made.pk)
    return render(request, "monitoring/concern_new.html", {"body": body, "form": form, "sent": sent})


@requires(Permission.VIEW_CONCERNS)
def concern(request: StaffRequest, id: int) -> HttpResponse:
    """One concern: what is said, where it stands, all that happened to it, and what can be done now."""
    found = _concern(id)
    where = _where(found.body)
    reads, triages = queries.reads_text(request.actor, found), has(request.actor, Permission.TRIAGE_CONCERN, **where)
    versions = list(found.versions.all())
    areas = queries.areas_of(found.body)
    context = {
        "concern": found,
        "row": presenters.concern_rows([found], timezone.localdate())[0],
        "reads": reads,
        "said": presenters.said_rows(versions[-1], areas) if reads else [("Kind", KINDS[found.kind].label)],
        "text": versions[-1].text if reads else "",
        "before": [(one, presenters.said_rows(one, areas)) for one in versions[-2::-1]] if reads else [],
        "events": presenters.happened(found, reads),
        "within": KINDS[found.kind].triage_within,
        "untriaged": found.state == UNTRIAGED,
        "possible": [(id_, step) for id_, step in STEPS.items() if found.state in step.before] if triages else [],
        "corrects": reads and has(request.actor, Permission.RECORD_CONCERN, **where),
    }
    return render(request, "monitoring/concern.html", context)


@requires(Permission.TRIAGE_CONCERN)
def concern_act(request: StaffRequest, id: int, step: str) -> HttpResponse:
    """One of the steps that can be taken."""
    if step not in STEPS:
        raise Http404("There is no such step.")
    found = _concern(id)
    check_has(request.actor, Permission.TRIAGE_CONCERN, **_where(found.body))
    form = StepForm(step, queries.owners(timezone.localdate(), found.body), posted(request))
    if done(
        request,
        form,
        lambda: ACTS[step](by=request.actor, concern=found, **form.sets()),
        f"{STEPS[step].done}. The step is recorded.",
    ):
        return redirect("monitoring:concern", found.pk)
    context = {"concern": found, "form": form, "deed": STEPS[step].label, "may": found.state in STEPS[step].before}
    return render(request, "monitoring/concern_act.html", context)


@requires(Permission.RECORD_CONCERN)
def concern_correct(request: StaffRequest, id: int) -> HttpResponse:
    """What is said of a concern, said better."""
    found = _concern(id)
    check_has(request.actor, Permission.RECORD_CONCERN, **_where(found.body))
    if not queries.reads_text(request.actor, found):
        # The form would show what the page of the concern does not.
        check_has(request.actor, Permission.TRIAGE_CONCERN, **_where(found.body))
    form = CorrectionForm(found.body, posted(request), held=list(found.versions.all())[-1])
    if done(
        request,
        form,
        lambda: actions.correct_concern(
            by=request.actor, concern=found, said=form.said(), reason=form.cleaned_data["reason"]
        ),
        "The correction is recorded. What was said before stays.",
    ):
        return redirect("monitoring:concern", found.pk)
    context = {"concern": found, "form": form, "deed": "Correct what is said", "may": True}
    return render(request, "monitoring/concern_act.html", context)


def token(request: HttpRequest) -> UUID:
    """What makes a form that is sent twice one and the same: made with the page, and sent with it."""
    try:
        return UUID(request.POST.get("sent", ""))
    except ValueError:
        # The page was only asked for, or something other than our page sent the form.
        return uuid4()


def body_named(key: str) -> Body | None:
    """The body of an id (``kind:code``); ``None`` where it is none, or only words to look for."""
    kind, _, code = key.partition(":")
    return Body.objects.filter(kind=kind, code=code).first() if code else None


def _where(body: Body) -> dict[str, str]:
    return {"body": body.key, "region": body.ofsted_region}


def _concern(id: int) -> Concern:
    rows = Concern.objects.select_related("body", "owner", "file")
    return get_object_or_404(rows.prefetch_related("versions", "steps__owner"), pk=id)
