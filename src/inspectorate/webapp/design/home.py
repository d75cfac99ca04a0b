"""The start page: the first page of the navigation that the person may open."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.design.navigation import navigation


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Goes on to the person's first page; says so when no role opens any."""
    entries = navigation(Actor.of(request.user), "")
    if entries:
        return redirect(str(entries[0]["href"]))
    return render(request, "design/home.html")
