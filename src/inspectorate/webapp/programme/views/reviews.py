"""The review between inspections: the queue, one page a body, and what waits for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.framework.library import load_library
from inspectorate.history.model import DecisionKind, History
from inspectorate.webapp.accounts.permissions import Permission, check_has, has
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.pagination import paginated
from inspectorate.webapp.design.sent import done
from inspectorate.webapp.monitoring import computed_queries as computed
from inspectorate.webapp.monitoring import concern_queries
from inspectorate.webapp.monitoring import review_queries as reading
from inspectorate.webapp.monitoring.computing import revision
from inspectorate.webapp.monitoring.concern_presenters import ConcernRow, concern_rows
from inspectorate.webapp.monitoring.concern_queries import Sought
from inspectorate.webapp.monitoring.hidden import check_may_see, hidden_from, reads_reasons
from inspectorate.webapp.monitoring.indicator_queries import circumstances, neighbours, panels
from inspectorate.webapp.monitoring.models import Area, Review
from inspectorate.webapp.programme import review_actions as actions
from inspectorate.webapp.programme import review_pictures as pictures
from inspectorate.webapp.programme import review_presenters as presenters
from inspectorate.webapp.programme.decision_presenters import event_of_rule, rule_of
from inspectorate.webapp.programme.forms import ALL
from inspectorate.webapp.programme.presenters import window_text
from inspectorate.webapp.programme.review_forms import QueueFilter, RecommendationForm, ReviewForm
from inspectorate.webapp.programme.snapshot import snapshot
from inspectorate.webapp.programme.views.bodies import body_of, decisions_about, history_of, owed_by
from inspectorate.webapp.register.models import Body

KINDS = (computed.Kind.SIGNALS, computed.Kind.NOWCAST)
STATES = (("waits", "Not reviewed since the newest data"), ("reviewed", "Reviewed since the newest data"))
PASSED = ("passed", "A concern was passed to the next review")


@requires(Permission.SEE_FORECASTS)
def reviews(request: StaffRequest) -> HttpResponse:
    """The queue. Whoever is on a case about a body finds it at the end, without its place or what stands out."""
    today, said = timezone.localdate(), {name: request.GET.get(name, "") for name in ("region", "state")}
    found = computed.newest(computed.Kind.SIGNALS)
    hidden = {body.code for body in Body.objects.filter(pk__in=hidden_from(request.actor))}
    standing = [one for one in snapshot(today).authorities if one.closed is None or one.closed >= today]
    here = [one for one in standing if said["region"] in ("", one.region)]
    seen = [one for one in here if one.code not in hidden]
    latest = {review.body.code: review for review in reading.latest_reviews(request.actor).values()}
    since, named = found.data_since if found else None, reads_reasons(request.actor)
    ranks = [one for one in computed.ranks(found) if one.body.code not in hidden]
    passed = Counter(one.body.code for one in reading.passed_to_review(request.actor)) if _reads(request) else {}
    rows = presenters.queue_rows(seen, ranks, computed.strongest(found), latest, since, named, passed)
    if said["state"] == PASSED[0]:
        rows = [row for row in rows if row.concerns]
    elif said["state"] in dict(STATES):
        rows = [row for row in rows if row.waits == (said["state"] == "waits")]
    choices = {
        "region": [ALL, *((name, name) for name in sorted({one.region for one in standing if one.region}))],
        "state": [ALL, *STATES, *([PASSED] if _reads(request) else [])],
    }
    context = {
        "filter": QueueFilter(said, choices),
        "pages": paginated(request, rows),
        "hidden": [one for one in here if one.code in hidden],
        "computed": presenters.computed_in_words(
            "Signals", found, computed.trouble(computed.Kind.SIGNALS), revision(), today
        ),
        "none_computed": found is None,
        "today": today,
    }
    return render(request, "programme/reviews.html", context)


@requires(Permission.SEE_FORECASTS)
def review(request: StaffRequest, code: str) -> HttpResponse:
    """All that is known of a body between inspections, and the decision what comes of it."""
    body = body_of(code)
    hidden = check_may_see(request.actor, body)
    history, today = history_of(body), timezone.localdate()
    form = _form(history, today, posted(request))
    token = _token(request)
    made = done(request, form, lambda: _decide(request, body, form, token), "The review is recorded.")
    if made is not None:
        return redirect("programme:review", body.code)
    return render(request, "programme/review.html", _context(request, body, history, today, form, token, hidden))


def _decide(request: StaffRequest, body: Body, form: ReviewForm, token: UUID) -> Review:
    return actions.decide_review(by=request.actor, body=body, token=token, **form.cleaned_data)


def _context(
    request: StaffRequest,
    body: Body,
    history: History,
    today: date,
    form: ReviewForm,
    token: UUID,
    hidden: frozenset[int],
) -> dict[str, Any]:
    library = load_library()
    edition = library.in_force(history.body.type_on(today), today)
    newest = computed.newest_of_each()
    signals, nowcast = (newest.get(kind) for kind in KINDS)
    trouble = computed.trouble_of_each()
    signal_trouble, nowcast_trouble = (trouble.get(kind) for kind in KINDS)
    found = computed.signals_of(signals, body)
    known_by = signals.as_of if signals else today
    alike = neighbours(known_by)
    reviews = reading.reviews_of(body)
    now = revision()
    deprived, spent = circumstances(body.key)
    near = alike.of.get(body.key, ())
    # Counted among the bodies that this person may see: a gap would tell the place of one that is hidden.
    every = [one.body_id for one in computed.ranks(signals) if one.body_id not in hidden]
    return {
        "body": body,
        "form": form,
        "token": token,
        "place": every.index(body.pk) + 1 if body.pk in every else None,
        "of": len(every),
        "found": len(found),
        "computed": presenters.computed_in_words("Signals", signals, signal_trouble, now, today),
        "forecast_computed": presenters.computed_in_words("Forecasts", nowcast, nowcast_trouble, now, today),
        "forecasts": presenters.forecast_areas(computed.nowcasts_of(nowcast, body), edition),
        "deprivation": deprived,
        "spending": spent,
        "concerns": _concerns(request, body, today),
        "passed": _passed(request, body, today),
        "neighbours": alike.model if near else "",
        "multiples": pictures.multiples(
            body, found, panels(known_by=known_by, bodies={body.key, *near}),
            panels(known_by=known_by, kind=Area.Kind.ENGLAND), near,
            pictures.inspection_marks(history, library),
        ),
        "to_raise": reading.to_raise(reviews, pictures.conversations_held(history, library)),
        "reviews": presenters.review_rows(request.actor, reviews, history, library),
        "today": today,
    }  # fmt: skip


def _concerns(request: StaffRequest, body: Body, today: date) -> list[ConcernRow] | None:
    """The open concerns about a body; ``None`` for who may not see concerns."""
    return concern_rows(concern_queries.concerns(Sought(body=body.key), today), today) if _reads(request) else None


def _passed(request: StaffRequest, body: Body, today: date) -> list[ConcernRow]:
    """The closed concerns that wait for the next review of a body; none for who may not see concerns."""
    return concern_rows(reading.passed_to_review(request.actor).filter(body=body), today) if _reads(request) else []


def _reads(request: StaffRequest) -> bool:
    return has(request.actor, Permission.VIEW_CONCERNS)


def _form(history: History, today: date, data: Mapping[str, Any] | None) -> ReviewForm:
    library = load_library()
    edition = library.in_force(history.body.type_on(today), today)
    event = edition.events.get(actions.VISIT) if edition else None
    owed = [
        (one.obligation.key, _owed_in_words(one.obligation.key, one.obligation.edition, window_text(one.obligation)))
        for one in owed_by(history, library, today)
        if DecisionKind.BRING_FORWARD in decisions_about(one.obligation)
    ]
    return ReviewForm([(topic, topic) for topic in (event.topics if event else ())], owed, data)


def _owed_in_words(key: str, edition: str, window: str) -> str:
    return f"{event_of_rule(load_library(), edition, rule_of(key))}: {window}"


def _token(request: StaffRequest) -> UUID:
    """The mark of the form that was sent, or of a new one."""
    if request.method != "POST":
        return uuid4()
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError as wrong:
        raise SuspiciousOperation("A review was sent without the mark of its form.") from wrong


@requires(Permission.TAKE_DECISION)
def recommendations(request: StaffRequest) -> HttpResponse:
    """Decisions that reviews recommend and nobody has taken or refused, the oldest first. Why is not told."""
    region, library = request.GET.get("region", ""), load_library()
    rows = [
        (one, presenters.asked_in_words(one, library), timezone.localdate(one.told_at))
        for one in reading.recommended_to(request.actor, region)
    ]
    return render(request, "programme/review_recommendations.html", {"rows": rows, "region": region})


@requires(Permission.TAKE_DECISION)
def recommendation(request: StaffRequest, token: UUID) -> HttpResponse:
    """One of them: taken, or not and why not."""
    found = get_object_or_404(reading.told().select_related("answer"), token=token)
    check_may_see(request.actor, found.body)
    check_has(request.actor, Permission.TAKE_DECISION, body=found.body.key, region=found.body.ofsted_region)
    if not found.asks_for_a_decision or hasattr(found, "answer"):
        # A warning, so that what was typed stays on the device: it was not taken in.
        messages.warning(request, "This was answered already.")
        return redirect("programme:recommendations")
    form = RecommendationForm(posted(request))
    if done(request, form, lambda: _answer(request, found, form), "Your answer is recorded."):
        return redirect("programme:recommendations")
    context = {"review": found, "form": form, "asked": presenters.asked_in_words(found, load_library())}
    return render(request, "programme/review_recommendation.html", context)


def _answer(request: StaffRequest, found: Review, form: RecommendationForm) -> object:
    if form.cleaned_data["answer"] == "yes":
        return actions.accept(by=request.actor, review=found)
    return actions.refuse(by=request.actor, review=found, reason=form.cleaned_data["reason"])
