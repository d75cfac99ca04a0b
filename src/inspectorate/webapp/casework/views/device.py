"""What waits on a device: a page whose script reads what the browser keeps; the server tells it only addresses."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from inspectorate.webapp.accounts.actors import Actor

NO_NOTE = UUID(int=0)


@login_required
def device(request: HttpRequest) -> HttpResponse:
    """What somebody wrote in this browser and the server has not confirmed, whatever their roles and parts are now."""
    start = {
        "user": Actor.of(request.user).name,
        "notes": reverse("casework:notes", args=["CASE"]),
        "files": reverse("casework:files", args=["CASE", NO_NOTE]).replace(str(NO_NOTE), "NOTE"),
        "faults": reverse("faults:from_device"),
    }
    return render(request, "casework/device.html", {"start": start})
