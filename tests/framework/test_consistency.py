"""What the editions for single types have in common with their core, read off rule by rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.framework.small import BASE, library_of
from tests.framework.test_settings_schema import CORE, HOMES, LATER, SCHOOLS

from inspectorate.framework.consistency import Kept, consistency, names_of, regimes_with_a_core, table
from inspectorate.framework.library import Library, load_library
from inspectorate.framework.pages import pages

DAY = date(2020, 6, 1)
CALM = "  calm: {when: {overall: weak}, then: {overall: weak}, force: always, source: press, confidence: official}\n"
STRICT = SCHOOLS + "limits: {calm: null}\nevents: {visit: {notice_working_days: 9}}\n"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(
        tmp_path_factory.mktemp("common"), CORE.replace("limits:\n", f"limits:\n{CALM}", 1), HOMES, LATER, STRICT
    )


def test_each_rule_is_the_same_varied_left_out_or_a_types_own(held: Library) -> None:
    found = consistency(held, "rounds", DAY)
    assert found is not None
    homes, schools = "rounds/2020-01-01+childrens_home", "rounds/2020-01-01+schools"
    kept = {line.path: dict(line.kept) for line in found.lines}
    assert kept["scale", "good"] == {homes: Kept.SAME, schools: Kept.SAME}
    assert kept["limits", "calm"] == {homes: Kept.SAME, schools: Kept.LEFT_OUT}
    assert kept["events", "visit"] == {homes: Kept.SAME, schools: Kept.VARIED}
    assert kept["events", "review"] == {homes: Kept.OWN, schools: Kept.NOWHERE}
    same, of = found.share(held.edition(schools))
    assert (same, of) == (of - 2, sum(Kept.OWN not in line.kept.values() for line in found.lines))
    assert found.differences[schools] == (
        "Limit “calm”: gone (was always, when “Overall” is weak, then “Overall” is weak).",
        "Event “Visit”, notice working days: new, 9.",
    )


def test_what_is_common_is_a_table(held: Library) -> None:
    found = consistency(held, "rounds", DAY)
    assert found is not None
    rows = {row[0]: row[1:] for row in table(found).rows}
    assert rows["Event “Visit”"] == ("1 of 2", "boarding schools and residential special schools", "", "")
    assert rows["Event “Review”"] == ("0 of 2", "", "", "children's homes")
    assert names_of(held.edition("rounds/2020-01-01+childrens_home")) == "children's homes"


@pytest.mark.parametrize(
    ("day", "homes"),
    [
        ("2019-12-31", None),
        ("2021-09-30", "rounds/2020-01-01+childrens_home"),
        ("2021-10-01", "rounds/2021-10-01+childrens_home"),
    ],
)
def test_the_editions_of_the_day_are_compared(held: Library, day: str, homes: str | None) -> None:
    found = consistency(held, "rounds", date.fromisoformat(day))
    assert (found.editions[0].id if found else None) == homes


def test_a_regime_without_a_core_or_with_one_type_only_has_nothing_to_compare(tmp_path: Path, held: Library) -> None:
    for name in ("plain", "alone", "draft"):
        (tmp_path / name).mkdir()
    assert regimes_with_a_core(held) == ("rounds",)
    assert regimes_with_a_core(library_of(tmp_path / "plain", BASE)) == ()
    alone = library_of(tmp_path / "alone", CORE, HOMES)
    assert consistency(alone, "rounds", DAY) is None
    draft = library_of(tmp_path / "draft", CORE, HOMES, SCHOOLS.replace("in_force", "draft"))
    assert consistency(draft, "rounds", DAY) is None
    assert "rounds/common.md" not in pages(draft)
    assert regimes_with_a_core(alone) == ()
    assert "rounds/common.md" not in pages(alone)
    assert "rounds/common.md" in pages(held)


def test_the_common_framework_of_settings_is_held_by_every_type_but_one() -> None:
    found = consistency(load_library(), "sccif", date(2019, 6, 1))
    assert found is not None
    for line in found.lines:
        if line.path[0] in ("scale", "limits", "clocks") and Kept.OWN not in line.kept.values():
            assert set(line.kept.values()) == {Kept.SAME}, line.subject
    assert len(found.editions) == 11
