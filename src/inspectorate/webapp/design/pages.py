"""Pages that belong to no room: what is missing, what is refused, what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """403 with the sentence that says why."""
    return render(request, "design/403.html", {"why": why}, status=403)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(request, str(exception) or "You may not see this page.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "design/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500. Uses no database and no session: either may be what failed."""
    return HttpResponse(_FAILED.replace("{id}", escape(request.META.get("REQUEST_ID", "not known"))), status=500)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent with a signature that does not fit: the page was open too long, or in another session."""
    return render(request, "design/expired.html", {"back": _came_from(request)}, status=403)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that a form was sent from; empty where the browser does not say."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours else ""


_FAILED = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sorry, there is a problem – Inspectorate</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Sorry, there is a problem</h1>
<p>What you did last may not have been saved. Go back and try again; if it happens again, tell whoever runs this
service when it happened, and this code: {id}.</p><p><a href="/">Start page</a></p></main></body></html>
"""
