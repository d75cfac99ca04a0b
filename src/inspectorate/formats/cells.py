"""Text that a spreadsheet program would run as a formula is marked, so that opening a file never runs anything."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guard(text: str) -> str:
    """Put an apostrophe before text that would be taken for a formula, or for such a mark itself."""
    return f"'{text}" if text.lstrip("'").startswith(_STARTS) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_STARTS) else text
