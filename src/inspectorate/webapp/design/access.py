"""Who may see a page. Every staff page says so with `requires` or `StaffView`; there is no page without."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views import View

from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.accounts.permissions import Permission, PermissionRefused, check_has
from inspectorate.webapp.design.pages import refused

Page = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request whose sender is known."""

    actor: Actor


def requires(permission: Permission) -> Callable[[Page], Page]:
    """Let only those in who hold ``permission``, and give the page ``request.actor``.

    Who has not signed in is sent to sign in and comes back; who may not gets a page that says what is missing. A page
    that asks `check_has` or calls an action that refuses needs no handling of its own: that is shown the same way.
    """

    def decorate(page: Page) -> Page:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return let_in(request, permission, lambda: page(request, *args, **kwargs))

        guarded.permission = permission  # type: ignore[attr-defined]  # read by `permission_of`
        return guarded

    return decorate


class StaffView(View):
    """A class-based page. Set ``permission``; ``self.request.actor`` is who asks."""

    permission: ClassVar[Permission]
    request: StaffRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return let_in(request, self.permission, lambda: super(StaffView, self).dispatch(request, *args, **kwargs))


def permission_of(page: Page) -> Permission | None:
    """What a page says that it requires; ``None`` where it says nothing."""
    found = getattr(page, "permission", None) or getattr(getattr(page, "view_class", None), "permission", None)
    return found if isinstance(found, Permission) else None


def let_in(request: HttpRequest, permission: Permission, page: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The page's answer, the sign-in page, or the refusal."""
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    # Whoever asked before, to choose between pages, has read the roles already.
    actor = getattr(request, "actor", None) or Actor.of(request.user)
    request.actor = actor  # type: ignore[attr-defined]  # from here on it is a StaffRequest
    try:
        check_has(actor, permission)
        answer = page()
    except PermissionRefused as refusal:
        return refused(request, str(refusal))
    answer.headers.setdefault("Cache-Control", "private, no-store")
    return answer


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    # What is sent back to after signing in must be a page to read: a form that was sent is not sent again.
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.headers.get("Referer", "/")
    sign_in = redirect_to_login(back)
    if getattr(request, "htmx", False):
        # A fragment must not be replaced by the sign-in page: the browser goes there as a whole.
        return HttpResponse(headers={"HX-Redirect": sign_in.url})
    return sign_in
