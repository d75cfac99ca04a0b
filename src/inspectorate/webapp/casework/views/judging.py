"""Judgements and findings of a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspectorate.framework.check import open_grades
from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused
from inspectorate.webapp.accounts.queries import acting, who_may
from inspectorate.webapp.casework import evidence as reading
from inspectorate.webapp.casework import language, presenters, queries
from inspectorate.webapp.casework.actions import judging as actions
from inspectorate.webapp.casework.forms import CaseFindingForm, GradeForm, OpinionForm, PersonForm
from inspectorate.webapp.casework.models import CaseFinding, SecondOpinion
from inspectorate.webapp.casework.models.judging import STEPS
from inspectorate.webapp.casework.opinions import GIVES, ending, not_given, takes_opinions
from inspectorate.webapp.casework.parts import check_inside, check_part, reads_grades
from inspectorate.webapp.casework.queries import Seen
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.report import KINDS
from inspectorate.webapp.casework.views.cases import seen_case
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.sent import done


@requires(Permission.VIEW_CASES)
def judgements(request: StaffRequest, slug: str) -> HttpResponse:
    """The areas side by side: evidence, grades given so far, and which the limits leave open."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    _check_graded(found)
    notes = reading.readings(found.case)
    held = {step: queries.grades(found.case, step) for step, _ in STEPS}
    step = step_for(found)
    opinions = found.case.second_opinions.select_related("user")
    ended = {one.pk: end for one, end in not_given(found.case.second_opinions.all())}
    context = {
        "case": found.case,
        "edition": found.edition,
        "weights": reading.weights(found.edition.judgements, notes),
        "steps": STEPS,
        "held": held,
        "step": step,
        "step_label": dict(STEPS).get(step, ""),
        "closed": {id_: _closed(found, id_, step) for id_ in found.edition.judgements} if step else {},
        "opinions": opinions if queries.grades_are_final(found.case, found.edition) else [],
        "asked": [(one, ended.get(one.pk)) for one in opinions],
        "may_ask": takes_opinions(found.case) and bool(found.parts & {"lead", "assurer"}),
    }
    return render(request, "casework/judgements.html", context)


def _check_graded(found: Seen) -> None:
    if not found.edition.events[found.case.event].graded:
        raise Http404("This event gives no grades.")


def step_for(found: Seen) -> str:
    """The step at which the reader gives grades now, if any."""
    for step, (parts, stages) in actions.GIVEN.items():
        if found.case.stage in stages and found.parts & set(parts):
            return step
    return ""


def _closed(found: Seen, judgement: str, step: str) -> list[tuple[str, str]]:
    """The grades that limits close or make unusual for an area, with why, the others being as given."""
    edition = found.edition
    held = {id_: one.grade for id_, one in queries.grades(found.case, step).items() if id_ != judgement}
    told = []
    for grade, opened in open_grades(edition, judgement, held).items():
        if opened.closed_by:
            told.append((grade, f"Closed. {actions.limits(edition, opened.closed_by)}"))
        elif opened.unusual_by:
            told.append((grade, f"Unusual. {actions.limits(edition, opened.unusual_by)}"))
    return told


@requires(Permission.VIEW_CASES)
def grade(request: StaffRequest, slug: str, judgement: str) -> HttpResponse:
    """One area graded: its evidence first, the grade last."""
    found = seen_case(request, slug)
    _check_graded(found)
    if judgement not in found.edition.judgements:
        raise Http404("This framework has no such judgement.")
    step = step_for(found)
    if not step:
        raise PermissionRefused("You give no grades in this case now.")
    notes = [one for one in reading.readings(found.case) if one.about(judgement)]
    closed = dict(_closed(found, judgement, step))
    choices = [(id_, one.label) for id_, one in found.edition.scale_of(judgement).items()]
    before = queries.newest_grades(found.case).get(judgement)
    initial = {"grade": before.grade, "rationale": before.rationale} if before else None
    form = GradeForm(choices, closed, presenters.note_choices(notes), posted(request), initial=initial)
    if done(
        request,
        form,
        lambda: actions.grade(by=request.actor, case=found.case, step=step, given=form.given(judgement)),
        f"{found.edition.judgements[judgement].label}: the grade is kept.",
    ):
        return redirect("casework:judgements", slug)
    weight = reading.weights({judgement: found.edition.judgements[judgement]}, notes)[0]
    context = {"case": found.case, "form": form, "weight": weight, "step": dict(STEPS)[step]}
    return render(request, "casework/grade.html", context)


@requires(Permission.VIEW_CASES)
def opinion_ask(request: StaffRequest, slug: str) -> HttpResponse:
    """Somebody outside the case is asked to grade it without seeing the team's grades."""
    found = seen_case(request, slug)
    _check_graded(found)
    check_part(request.actor, found.case, "lead", "assurer")
    today = timezone.localdate()
    people = who_may(today, *GIVES).exclude(case_parts__case=found.case)
    offered = [user for user, actor in acting(people, today) if not reads_grades(actor, found.case)]
    form = PersonForm([(str(one.pk), one.name) for one in offered], posted(request))
    if done(request, form, lambda: _ask(request, found, form), "They are asked."):
        return redirect("casework:judgements", slug)
    return render(request, "casework/opinion_ask.html", {"case": found.case, "form": form})


def _ask(request: StaffRequest, found: Seen, form: PersonForm) -> SecondOpinion:
    user = get_object_or_404(User, pk=form.cleaned_data["user"])
    return actions.ask_second_opinion(by=request.actor, case=found.case, user=user)


@requires(Permission.VIEW_CASES)
def opinion(request: StaffRequest, id: int) -> HttpResponse:
    """A second opinion given: the evidence is shown until then, the team's grades are not. One that ended without being
    given says why, and shows neither."""
    asked = get_object_or_404(SecondOpinion.objects.select_related("case__body", "case__pinned"), pk=id)
    actions.check_gives_opinion(request.actor, asked)
    if asked.given_at is not None:
        raise Http404("This opinion was given.")
    if ended := ending(asked, timezone.localdate()):
        return render(request, "casework/opinion_ended.html", {"asked": asked, "ended": ended}, status=410)
    edition = queries.edition_of(asked.case)
    form = OpinionForm(edition, posted(request))
    if done(request, form, lambda: _give(request, asked, form), "Your opinion is kept."):
        return redirect("casework:cases")
    weights = reading.weights(edition.judgements, reading.readings(asked.case))
    return render(request, "casework/opinion.html", {"asked": asked, "form": form, "weights": weights})


def _give(request: StaffRequest, asked: SecondOpinion, form: OpinionForm) -> SecondOpinion:
    grades = dict(form.cleaned_data)
    rationale = grades.pop("rationale")
    return actions.give_second_opinion(by=request.actor, asked=asked, grades=grades, rationale=rationale)


@requires(Permission.VIEW_CASES)
def findings(request: StaffRequest, slug: str) -> HttpResponse:
    """What the case found, and what its words must not say."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    grades = {id_: one.grade for id_, one in queries.newest_grades(found.case).items()}
    context = {
        "case": found.case,
        "findings": queries.findings(found.case),
        "faults": language.by_text(queries.put_right_texts(found.case), found.edition, grades),
        "kinds": KINDS,
        "edition": found.edition,
        "writes": "team" in found.parts and found.case.stage in actions.OPEN_FOR_FINDINGS,
    }
    return render(request, "casework/findings.html", context)


@requires(Permission.WORK_ON_CASES)
def finding_new(request: StaffRequest, slug: str) -> HttpResponse:
    """One finding more."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "team")
    notes = presenters.note_choices(reading.readings(found.case))
    graded = found.edition.events[found.case.event].graded
    form = CaseFindingForm(actions.kinds_for(found.case), found.edition, graded, notes, posted(request))
    if done(
        request,
        form,
        lambda: actions.add_finding(by=request.actor, case=found.case, found=form.found()),
        "The finding is kept.",
    ):
        return redirect("casework:findings", slug)
    return render(request, "casework/finding_new.html", {"case": found.case, "form": form})


@requires(Permission.WORK_ON_CASES)
def finding_strike(request: StaffRequest, slug: str, id: int) -> HttpResponse:
    """A finding struck out."""
    found = seen_case(request, slug)
    finding = get_object_or_404(CaseFinding.objects.select_related("case"), pk=id, case=found.case)
    if request.method == "POST":
        try:
            actions.strike_finding(by=request.actor, finding=finding)
        except CaseRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The finding is struck out.")
    return redirect("casework:findings", slug)
