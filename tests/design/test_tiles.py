"""A map of tiles: every place has one, in its region's block, told in words."""

from inspectorate.webapp.design.tiles import BLOCKS, Tile, tile_map


def tile(name: str) -> Tile:
    return Tile(name, name[:4], "50% of 2 settings", 2, f"/x/{name}")


def test_every_place_has_a_tile_that_tells_it_in_words() -> None:
    drawn = tile_map({"London": [tile("Ardenwick"), tile("Vexdale")], "Atlantis": [tile("Deep")]}, title="Shares")
    assert drawn.count("<title>") == 3
    assert "<title>Ardenwick: 50% of 2 settings</title>" in drawn
    assert ">London</text>" in drawn
    assert ">Elsewhere</text>" in drawn
    assert 'aria-label="Shares"' in drawn


def test_a_region_without_places_is_left_out() -> None:
    drawn = tile_map({"London": [tile("Ardenwick")]}, title="Shares")
    assert [region for row in BLOCKS for region in row if f">{region}</text>" in drawn] == ["London"]


def test_what_is_drawn_is_escaped() -> None:
    assert "<b>" not in tile_map({"London": [tile("<b>")]}, title="<b>")
