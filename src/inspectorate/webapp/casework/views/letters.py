"""The letters that follow a published report: read, taken as Word, recorded as sent."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from inspectorate.webapp.accounts.permissions import Permission
from inspectorate.webapp.casework import letters
from inspectorate.webapp.casework.actions.letters import send_letter
from inspectorate.webapp.casework.forms import LetterForm
from inspectorate.webapp.casework.letters import Letter
from inspectorate.webapp.casework.models import SentLetter
from inspectorate.webapp.casework.parts import check_inside
from inspectorate.webapp.casework.queries import Seen
from inspectorate.webapp.casework.views.cases import seen_case
from inspectorate.webapp.casework.word import MIME
from inspectorate.webapp.design.access import StaffRequest, requires
from inspectorate.webapp.design.forms import posted
from inspectorate.webapp.design.sent import done


@requires(Permission.VIEW_CASES)
def letter(request: StaffRequest, slug: str, to: str) -> HttpResponse:
    """One letter: as it was sent, or as it would be sent today, with the form that records it."""
    found = seen_case(request, slug)
    told, sent = _letter(request, found, to)
    sends = sent is None and found.case.stage == "published" and bool(found.parts & {"lead", "assurer"})
    form = LetterForm(posted(request), initial={"sent_on": timezone.localdate(), "told": ", ".join(told.to)})
    if done(
        request,
        form,
        lambda: send_letter(
            by=request.actor, case=found.case, to=to, address=_address(request, slug), **form.cleaned_data
        ),
        "The letter is recorded as sent.",
    ):
        return redirect("casework:letter", slug, to)
    context = {"case": found.case, "letter": told, "to": to, "sent": sent, "form": form, "sends": sends}
    return render(request, "casework/letter.html", context | {"who": letters.addressee(found.case, to)})


@requires(Permission.VIEW_CASES)
def document(request: StaffRequest, slug: str, to: str) -> HttpResponse:
    """The same letter as a Word document."""
    told, sent = _letter(request, seen_case(request, slug), to)
    written = letters.as_word(told, sent.sent_on if sent else timezone.localdate())
    answer = HttpResponse(written, content_type=MIME)
    answer.headers["Content-Disposition"] = f'attachment; filename="letter-{slug}-{to}.docx"'
    return answer


def _letter(request: StaffRequest, found: Seen, to: str) -> tuple[Letter, SentLetter | None]:
    """The letter about the newest version. Raises Http404 where nothing was published, or calls for it."""
    check_inside(request.actor, found.case)
    version = found.case.versions.order_by("-number").first()
    if version is None or to not in letters.wanted(found.case, version):
        raise Http404("There is no such letter.")
    sent = version.letters.filter(to=to).first()
    if sent is not None:
        return letters.from_values(sent.content), sent
    return letters.letter(found.case, version, to, _address(request, found.case.slug)), None


def _address(request: StaffRequest, slug: str) -> str:
    return request.build_absolute_uri(reverse("publication:report", args=[slug]))
