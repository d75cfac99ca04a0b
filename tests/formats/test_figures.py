"""What a release's own table counts, by its title."""

from __future__ import annotations

import pytest

from inspectorate.formats.figures import measured

HOMES = ("childrens_home", "special_school_as_home", "secure_childrens_home")


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("Table 8a: Latest overall effectiveness judgement for all providers, as at 31 March 2023", ("latest", ())),
        ("Table 8b: Latest overall effectiveness judgement for all children's homes, as at 31 March 2023",
         ("latest", HOMES)),
        ("Table 8c: Latest overall effectiveness judgement for children’s homes, as at 31 March 2023",
         ("latest", ("childrens_home",))),
        ("Table 8d: Latest overall effectiveness judgement for residential special schools (registered as a children's "
         "home), as at 31 March 2023", ("latest", ("special_school_as_home",))),
        ("Table 8j: Latest overall effectiveness judgement for residential family centre, as at 31 March 2023",
         ("latest", ("residential_family_centre",))),
        ("Table 9a: Overall effectiveness judgement of all children's home inspections between 1 April 2013 and 2014",
         ("in_year", HOMES)),
        ("Table 9e: Overall effectiveness judgement of residential special school inspections between 1 and 2",
         ("in_year", ("residential_special_school",))),
        ("Table 6a: National number of children’s social care providers, by provision type as at 31 March 2023",
         ("registered", ())),
        ("Table 6b: National number of children’s social care places, by provision type as at 31 March 2023",
         ("places", ())),
        ("Table 8z: Latest overall effectiveness judgement for castles, as at 31 March 2023", None),
        ("Table 1: Latest overall effectiveness of local authorities", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_title_tells_what_is_counted(title: str, counts: tuple[str, tuple[str, ...]] | None) -> None:
    assert measured(title) == counts
