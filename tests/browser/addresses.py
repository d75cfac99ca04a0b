"""Every named address of the web application."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def named_routes() -> set[str]:
    """The names of all routes with their namespaces, as `reverse` takes them; an unnamed one by its pattern."""
    return set(_below(get_resolver().url_patterns, ()))


def _below(patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _below(pattern.url_patterns, inner)
        else:
            yield ":".join((*namespaces, pattern.name or f"unnamed {pattern.pattern}"))
