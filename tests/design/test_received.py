"""The receipt for a text that a device keeps: given once the server has taken it in, and in no other case."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from inspectorate.webapp.accounts.models import User
from inspectorate.webapp.design.models import TakenForm
from inspectorate.webapp.design.received import Receipts

DRAFT = "0f8fad5b-d9cb-469f-a165-70867728950e"


def answered(view: Callable[[HttpRequest], HttpResponse], method: str = "post", **said: str) -> HttpResponse:
    """What a signed-in person's device is answered."""
    chain: Any = SessionMiddleware(Receipts(MessageMiddleware(view)))
    request = getattr(RequestFactory(), method)("/faults/new/", said)
    request.user = User(pk=7)
    return chain(request)


def receipt(answer: HttpResponse, level: int = messages.SUCCESS, method: str = "post", draft: str = DRAFT) -> list[str]:
    """The receipts that come with an answer to a form, with one message of a level."""

    def view(request: HttpRequest) -> HttpResponse:
        messages.add_message(request, level, "So it is.")
        return answer

    response = answered(view, method=method, draft=draft, text="It froze.")
    return [name for name in response.cookies if name.startswith("received-")]


pytestmark = pytest.mark.django_db


def test_a_form_that_was_taken_in_has_its_receipt() -> None:
    assert receipt(HttpResponseRedirect("/faults/")) == [f"received-{DRAFT}"]


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        (HttpResponse("There is a problem"), messages.SUCCESS),  # shown again with what is wrong
        (HttpResponse(status=403), messages.SUCCESS),
        (HttpResponse(status=500), messages.SUCCESS),
        (HttpResponseRedirect("/faults/"), messages.ERROR),
        (HttpResponseRedirect("/faults/"), messages.WARNING),
        (HttpResponseRedirect("/accounts/login/?next=/faults/new/"), messages.SUCCESS),
        (HttpResponseRedirect("/accounts/2fa/totp/activate/"), messages.SUCCESS),
        (HttpResponseRedirect("https://elsewhere.example/out"), messages.SUCCESS),
    ],
)
def test_nothing_else_has_one(answer: HttpResponse, level: int) -> None:
    assert receipt(answer, level) == []


def test_a_page_that_was_only_asked_for_has_none() -> None:
    assert receipt(HttpResponseRedirect("/faults/"), method="get") == []


@pytest.mark.parametrize("draft", ["", "1", "1; Path=/; Domain=elsewhere.example", "a" * 5000])
def test_what_is_no_name_of_a_draft_is_passed_over(draft: str) -> None:
    assert receipt(HttpResponseRedirect("/faults/"), draft=draft) == []


def test_what_is_sent_again_is_taken_in_once_and_other_words_are_another_form() -> None:
    taken: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        taken.append(request.POST["text"])
        return HttpResponseRedirect(f"/faults/?{len(taken)}")

    def led_to(text: str, **more: str) -> str:
        return answered(view, draft=DRAFT, text=text, **more)["Location"]

    assert led_to("It froze.", csrfmiddlewaretoken="one") == "/faults/?1"
    assert led_to("It froze.", csrfmiddlewaretoken="another, after signing in again") == "/faults/?1"
    assert taken == ["It froze."]
    assert led_to("It froze twice.") == "/faults/?2"
    assert taken == ["It froze.", "It froze twice."]
    assert str(TakenForm.objects.first()) == f"{DRAFT} led to /faults/?1"


def test_what_was_refused_is_sent_again_in_earnest() -> None:
    answers = [HttpResponse("There is a problem"), HttpResponseRedirect("/faults/")]

    def view(request: HttpRequest) -> HttpResponse:
        return answers.pop(0)

    assert [answered(view, draft=DRAFT, text="x").status_code for _ in range(3)] == [200, 302, 302]
    assert answers == []
