"""Reading drawn SVG in tests."""

from xml.etree import ElementTree

from markupsafe import Markup


def parsed(drawn: Markup) -> ElementTree.Element:
    """The picture as a tree; raises ParseError where it is not well formed."""
    return ElementTree.fromstring(str(drawn))


def told(drawn: Markup) -> list[str]:
    """What the marks say of themselves, in the order of drawing."""
    return [title.text or "" for title in parsed(drawn).iter("title")]


def focusable(drawn: Markup) -> list[str]:
    """What keyboard users reach, by its name."""
    return [part.attrib["aria-label"] for part in parsed(drawn).iter() if part.attrib.get("tabindex") == "0"]


def of_class(drawn: Markup, name: str) -> list[ElementTree.Element]:
    """Every part of a class."""
    return [part for part in parsed(drawn).iter() if name in part.attrib.get("class", "").split()]
