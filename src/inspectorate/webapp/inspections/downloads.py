"""Files that somebody sent, given out again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from inspectorate.webapp.inspections.files import read


def download(sha256: str, name: str) -> HttpResponse:
    """A kept file under the name that it came with. It is always a download: it never runs in a page of ours."""
    answer = HttpResponse(read(sha256), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
