"""The draft report: its paragraphs, the assurer's comments, the last version approved."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.casework import drafts, language, presenters, queries, report
from inspectorate.webapp.casework import evidence as reading
from inspectorate.webapp.casework.actions import release
from inspectorate.webapp.casework.actions import report as actions
from inspectorate.webapp.casework.models import Comment, Paragraph
from inspectorate.webapp.casework.parts import check_inside, check_part
from inspectorate.webapp.casework.refusals import CaseRefused
from inspectorate.webapp.casework.report_forms import AnswerForm, ApprovalForm, CommentForm, ParagraphForm, WordingForm
from inspectorate.webapp.casework.views.cases import seen_case
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.sent import done


@requires(Permission.VIEW_CASES)
def draft(request: StaffRequest, slug: str) -> HttpResponse:
    """The draft, beside each paragraph what it rests on, its comments and the body's points."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    grades = {id_: one.grade for id_, one in queries.newest_grades(found.case).items()}
    context = {
        "case": found.case,
        "edition": found.edition,
        "sections": report.sections(found.edition, found.case.event),
        "paragraphs": drafts.paragraphs(found.case, points=queries.answer_is_sent(found.case)),
        "faults": language.by_text(queries.report(found.case), found.edition, grades),
        "grades": grades,
        "decides": "lead" in found.parts and found.case.stage == "finalising",
        "writes": actions.WRITERS.get(found.case.stage) in found.parts,
        "comments": "assurer" in found.parts and found.case.stage == "quality_assurance",
        "approves": "assurer" in found.parts and found.case.stage == "finalising",
    }
    return render(request, "casework/draft.html", context)


@requires(Permission.VIEW_CASES)
def compose(request: StaffRequest, slug: str) -> HttpResponse:
    """A paragraph made of each finding that is in none."""
    found = seen_case(request, slug)
    if request.method == "POST":
        try:
            made = actions.compose(by=request.actor, case=found.case)
        except CaseRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{made} paragraphs were made of findings.")
    return redirect("casework:draft", slug)


@requires(Permission.VIEW_CASES)
def paragraph_new(request: StaffRequest, slug: str) -> HttpResponse:
    """One paragraph more."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    notes = presenters.note_choices(reading.readings(found.case))
    sections = report.sections(found.edition, found.case.event)
    form = ParagraphForm(sections, notes, posted(request), initial={"section": request.GET.get("section", "")})
    if done(
        request,
        form,
        lambda: actions.add_paragraph(by=request.actor, case=found.case, **form.cleaned_data),
        "The paragraph is kept.",
    ):
        return redirect("casework:draft", slug)
    return render(request, "casework/paragraph_new.html", {"case": found.case, "form": form})


def _paragraph(request: StaffRequest, slug: str, id: int) -> Paragraph:
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    return get_object_or_404(Paragraph.objects.select_related("case__body"), pk=id, case=found.case)


@requires(Permission.VIEW_CASES)
def paragraph(request: StaffRequest, slug: str, id: int) -> HttpResponse:
    """One paragraph in other words, and what it said before."""
    held = _paragraph(request, slug, id)
    wordings = list(held.wordings.order_by("-id"))
    form = WordingForm(wordings[0].pk, posted(request), initial={"text": wordings[0].text})
    if done(
        request,
        form,
        lambda: actions.reword(by=request.actor, paragraph=held, text=form.cleaned_data["text"], over=form.read_over()),
        "The paragraph is kept.",
    ):
        return redirect("casework:draft", slug)
    context = {"case": held.case, "form": form, "wordings": wordings, "paragraph": held}
    return render(request, "casework/paragraph.html", context)


@requires(Permission.ASSURE_REPORTS)
def comment_new(request: StaffRequest, slug: str, id: int) -> HttpResponse:
    """A comment on a paragraph."""
    held = _paragraph(request, slug, id)
    form = CommentForm(posted(request))
    if done(
        request,
        form,
        lambda: actions.comment(by=request.actor, paragraph=held, text=form.cleaned_data["text"]),
        "The comment is made.",
    ):
        return redirect("casework:draft", slug)
    text = held.wordings.order_by("-id")[0].text
    return render(request, "casework/comment.html", {"case": held.case, "form": form, "text": text, "comment": None})


@requires(Permission.VIEW_CASES)
def comment(request: StaffRequest, slug: str, id: int) -> HttpResponse:
    """A comment answered by the team, or resolved by the assurer."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    held = get_object_or_404(Comment.objects.select_related("paragraph__case"), pk=id, paragraph__case=found.case)
    if request.method == "POST" and "resolve" in request.POST:
        actions.resolve_comment(by=request.actor, comment=held)
        return redirect("casework:draft", slug)
    form = AnswerForm(posted(request), initial={"answer": held.answer})
    if done(request, form, lambda: _answer(request, held, form), "The answer is kept."):
        return redirect("casework:draft", slug)
    text = held.paragraph.wordings.order_by("-id")[0].text
    context = {"case": found.case, "form": form, "text": text, "comment": held, "parts": found.parts}
    return render(request, "casework/comment.html", context)


def _answer(request: StaffRequest, held: Comment, form: AnswerForm) -> Comment:
    return actions.answer_comment(by=request.actor, comment=held, answer=form.cleaned_data["answer"])


@requires(Permission.ASSURE_REPORTS)
def approve(request: StaffRequest, slug: str) -> HttpResponse:
    """The last version as it would be published, to read and to approve by its hash."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "assurer")
    if found.case.stage != "finalising":
        raise Http404("There is nothing to approve now.")
    form = ApprovalForm(posted(request))
    if done(
        request,
        form,
        lambda: release.approve(by=request.actor, case=found.case, sha256=request.POST.get("sha256", "")),
        "The version is approved. A senior inspector outside the case releases it.",
    ):
        return redirect("casework:case", slug)
    told = queries.content(found.case, found.edition)
    context = {"case": found.case, "form": form, "report": told, "sha256": report.digest(report.canonical(told))}
    return render(request, "casework/approve.html", context)
