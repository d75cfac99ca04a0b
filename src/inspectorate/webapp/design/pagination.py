"""Long lists in pages. The page's number stays in the address with every filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list: ``rows``, how many there are in all, and the ``links`` that `govukPagination` takes."""

    rows: list[Any]
    count: int
    first: int
    last: int
    links: dict[str, Any] | None


def paginated(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, size: int = 50) -> Pages:
    """The page that ``?page=`` asks for. A number that is none, or too large, gives the nearest page there is."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    links = _links(request, page) if page.has_other_pages() else None
    return Pages(list(page.object_list), page.paginator.count, page.start_index(), page.end_index(), links)


def _links(request: HttpRequest, page: Page[Any]) -> dict[str, Any]:
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [_item(request, number, page.number) for number in numbers]
    links: dict[str, Any] = {"items": items}
    if page.has_previous():
        links["previous"] = {"href": _address(request, page.previous_page_number())}
    if page.has_next():
        links["next"] = {"href": _address(request, page.next_page_number())}
    return links


def _item(request: HttpRequest, number: int | str, current: int) -> dict[str, Any]:
    if not isinstance(number, int):
        return {"ellipsis": True}
    return {"number": number, "href": _address(request, number), "current": number == current}


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{request.path}?{query.urlencode()}"
