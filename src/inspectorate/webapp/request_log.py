"""One line in the log for each request.

It names the page by its route and the person by their number. Addresses, what was typed and who is meant are not
logged: an address may hold a secret or a search, and the log is read by more people than the pages are.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse

from inspectorate.webapp.logs import shared_steps

structlog.configure(
    processors=[*shared_steps(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
log = structlog.stdlib.get_logger("inspectorate.requests")


class RequestLog:
    """Middleware: gives every request an id, logs how it went, and sends the id back as ``X-Request-ID``."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid4().hex
        request.META["REQUEST_ID"] = request_id
        start = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.answer(request)
            log.info("request", **_facts(request, response, time.perf_counter() - start))
        response.headers["X-Request-ID"] = request_id
        return response


def _facts(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, Any]:
    # Who asks is known only on pages that asked for it: looking it up here would cost each public page a query.
    actor = getattr(request, "actor", None)
    return {
        "method": request.method,
        "route": request.resolver_match.view_name if request.resolver_match else None,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
        "user": actor.user_id if actor else None,
    }
