"""Background work of the laboratory: a comparison takes minutes, and no page waits for it."""

from __future__ import annotations

from django_tasks import task


# It waits until nothing else does: files that somebody sent are read first.
@task(priority=-10)
def run_comparison(slug: str) -> dict[str, str]:
    """Work a comparison out and keep what came out: ``{"comparison": slug, "state": how it ended}``."""
    # What computes is heavy, and the pages that only show a result do without it.
    from inspectorate.webapp.laboratory.running import run

    found = run(slug)
    return {"comparison": found.slug, "state": found.state}
