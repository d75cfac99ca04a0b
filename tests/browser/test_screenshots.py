"""The pictures in the documentation: taken of the invented country, so that they show what the pages are.

With INSPECTORATE_PICTURES=1 they are written into docs/images; otherwise the test sees that each can be taken and that
the documentation has one of the same width.
"""

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from inspectorate.webapp.accounts.roles import Role

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDTH = 1280
NORTHSHIRE = "/authorities/X00000000/"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the page it shows and how high it is."""

    name: str
    address: str
    height: int
    heading: str


PICTURES = (
    Picture("authority.png", NORTHSHIRE, 1000, "Northshire"),
    Picture("due-list.png", "/due/", 900, "Due"),
)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_can_be_taken_of(picture: Picture, page_as: Callable[[Role | None], Page], tmp_path: Path) -> None:
    page = page_as(Role.SCHEDULER)
    page.set_viewport_size({"width": WIDTH, "height": picture.height})
    page.goto(picture.address)
    assert picture.heading in page.get_by_role("heading", level=1).inner_text()
    folder = IMAGES if os.environ.get("INSPECTORATE_PICTURES") == "1" else tmp_path
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / picture.name)
    assert _width(IMAGES / picture.name) == _width(folder / picture.name) == WIDTH


def _width(png: Path) -> int:
    """The width that a PNG's header states, in pixels."""
    return int(struct.unpack(">I", png.read_bytes()[16:20])[0])
