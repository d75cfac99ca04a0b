"""Pages as tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module


@lru_cache(maxsize=1)
def refused() -> str:
    """Why this installation makes no PDF; empty where it does."""
    try:
        import_module("weasyprint")
    except OSError:
        return "A PDF cannot be made here: the system library Pango is missing (libpango-1.0-0, libpangoft2-1.0-0)."
    return ""


def tagged(page: str) -> bytes:
    """A page of HTML as a tagged PDF. Raises OSError where the system lacks what it needs: ask `refused` first."""
    from weasyprint import HTML  # here, since it slows the start of everything else

    return bytes(HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))
