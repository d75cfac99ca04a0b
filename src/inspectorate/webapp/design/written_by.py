"""Whatever a device kept is taken in only from whoever wrote it there.

A page that sends by itself what waits on the device says who had opened it. Somebody else may have signed in on the
same device since then: their session would make them the author of what they did not write.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

HEADER = "X-Written-By"


class WrittenBy:
    """Middleware that refuses (412) what was written under another user than the one who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.headers.get(HEADER)
        if said is not None and request.user.is_authenticated and said != str(request.user.pk):
            told = "Somebody else is signed in on this device now. What was written here waits for who wrote it."
            return JsonResponse({"refused": told}, status=412)
        return self.get_response(request)
