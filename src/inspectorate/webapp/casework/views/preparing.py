"""Preparation: what is known, lines of enquiry, samples; the notice; keep-in-touch meetings."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.casework import preparing
from inspectorate.webapp.casework.actions import preparing as actions
from inspectorate.webapp.casework.parts import TEAM, TOLD, check_inside, check_part
from inspectorate.webapp.casework.preparing_forms import LineForm, MeetingForm, SampleForm
from inspectorate.webapp.casework.views.cases import seen_case
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.sent import done


@requires(Permission.VIEW_CASES)
def preparation(request: StaffRequest, slug: str) -> HttpResponse:
    """The file: what is known, what the team wants to find out, which records it drew."""
    found = seen_case(request, slug)
    check_inside(request.actor, found.case)
    context = {
        "case": found.case,
        "file": preparing.file_of(found.case, found.edition),
        "lines": found.case.lines.all(),
        "samples": found.case.samples.all(),
        "writes": "team" in found.parts,
    }
    return render(request, "casework/preparation.html", context)


@requires(Permission.WORK_ON_CASES)
def line_new(request: StaffRequest, slug: str) -> HttpResponse:
    """A line of enquiry more."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "team")
    form = LineForm(posted(request))
    if done(
        request,
        form,
        lambda: actions.add_line(by=request.actor, case=found.case, text=form.cleaned_data["text"]),
        "The line of enquiry is kept.",
    ):
        return redirect("casework:preparation", slug)
    return render(request, "casework/line_new.html", {"case": found.case, "form": form})


@requires(Permission.WORK_ON_CASES)
def sample_new(request: StaffRequest, slug: str) -> HttpResponse:
    """Records drawn from a list."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "team")
    form = SampleForm(posted(request))
    if done(
        request,
        form,
        lambda: actions.draw_sample(by=request.actor, case=found.case, **form.values()),
        "The records are drawn.",
    ):
        return redirect("casework:preparation", slug)
    return render(request, "casework/sample_new.html", {"case": found.case, "form": form})


@requires(Permission.VIEW_CASES)
def notice(request: StaffRequest, slug: str) -> HttpResponse:
    """The notice to send, and what is asked for. Of a visit that is not announced its team takes it to the door."""
    found = seen_case(request, slug)
    if not found.case.announced and found.case.stage not in TOLD and not found.parts & TEAM:
        raise Http404("This visit is not announced.")
    context = {"case": found.case, "letter": preparing.letter(found.case, found.edition), "parts": found.parts}
    return render(request, "casework/notice.html", context)


@requires(Permission.VIEW_CASES)
def calendar(request: StaffRequest, slug: str) -> HttpResponse:
    """The days on site as a calendar entry, for whoever may know them."""
    found = seen_case(request, slug)
    case = found.case
    if case.starts is None or case.ends is None:
        raise Http404("The days on site are not set.")
    from icalendar import Calendar, Event  # here, since it slows the start of everything else

    entry, made = Event(), Calendar()
    entry.add("summary", f"{found.edition.events[case.event].label}: {case.body.name}")
    entry.add("dtstart", case.starts)
    entry.add("dtend", case.ends + timedelta(days=1))
    entry.add("dtstamp", case.stage_since)
    entry.add("uid", f"{case.slug}@inspectorate")
    made.add("prodid", "-//Inspectorate//EN")
    made.add("version", "2.0")
    made.add_component(entry)
    answer = HttpResponse(made.to_ical(), content_type="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="case-{slug}.ics"'
    return answer


@requires(Permission.VIEW_CASES)
def meetings(request: StaffRequest, slug: str) -> HttpResponse:
    """What was said in keep-in-touch meetings: for the team and for the body alike."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "team", "assurer", "releaser", "body")
    context = {"case": found.case, "meetings": reversed(found.case.meetings.all()), "writes": "team" in found.parts}
    return render(request, "casework/meetings.html", context)


@requires(Permission.WORK_ON_CASES)
def meeting_new(request: StaffRequest, slug: str) -> HttpResponse:
    """A meeting noted."""
    found = seen_case(request, slug)
    check_part(request.actor, found.case, "team")
    form = MeetingForm(posted(request))
    if done(
        request,
        form,
        lambda: actions.note_meeting(by=request.actor, case=found.case, **form.cleaned_data),
        "The meeting is noted. The body can read it.",
    ):
        return redirect("casework:meetings", slug)
    return render(request, "casework/meeting_new.html", {"case": found.case, "form": form})
