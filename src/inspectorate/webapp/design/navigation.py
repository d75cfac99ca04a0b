"""The one table of the service navigation. A room adds its row here and its pages appear for who may see them."""

from dataclasses import dataclass

from django.urls import reverse

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, has


@dataclass(frozen=True, slots=True)
class Entry:
    """``view`` is the name of the page it opens; pages of the same namespace (before the colon) count as within it."""

    label: str
    view: str
    permission: Permission


ENTRIES: tuple[Entry, ...] = ()


def navigation(actor: Actor, namespace: str) -> list[dict[str, object]]:
    """The entries that ``actor`` may open, in the shape the GOV.UK service navigation takes."""
    return [
        {"text": entry.label, "href": reverse(entry.view), "active": entry.view.partition(":")[0] == namespace}
        for entry in ENTRIES
        if has(actor, entry.permission)
    ]
