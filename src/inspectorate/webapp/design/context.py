"""What the layout needs to know on every page."""

from typing import Any

from django.http import HttpRequest

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.design.navigation import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """``actor`` (``None`` when nobody signed in) and the ``navigation`` open to them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"actor": None, "navigation": []}
    actor = getattr(request, "actor", None) or Actor.of(user)
    name = request.resolver_match.view_name if request.resolver_match else ""
    return {"actor": actor, "navigation": navigation(actor, name)}
