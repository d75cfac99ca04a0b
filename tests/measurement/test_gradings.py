"""Agreement by kind and area: what is told, and what is kept back because it is small."""

from __future__ import annotations

import pytest

from inspectorate.measurement.gradings import LEAST, MEASURES, Grading, Line, agreement_of


def study(agreed: int, others: int, area: str = "overall", kind: str = "blind") -> list[Grading]:
    """So many inspections in which both agree, on good or outstanding, and so many a step apart."""
    same = [Grading(f"{area}{number}", area, number % 2, number % 2, kind) for number in range(agreed)]
    return same + [Grading(f"{area}-{number}", area, 1, 2, kind) for number in range(others)]


def by_area(lines: tuple[Line, ...], kind: str = "blind") -> dict[str | None, Line]:
    return {one.area: one for one in lines if one.kind == kind}


def test_the_published_study_is_told_with_every_statistic() -> None:
    """22 of 24 pairs (Ofsted 2017): 92%, between 74% and 98%."""
    found = agreement_of(study(22, 2), 4)
    assert [one.area for one in found] == [None, "overall"]
    line = found[1]
    assert (line.inspections, line.pairs, line.unknown, line.by_inspection) == (24, 24, 0, False)
    assert line.measures is not None
    assert list(line.measures) == list(MEASURES)
    agreed = line.measures["exact_agreement"]
    assert agreed is not None
    assert (round(agreed.value, 3), round(agreed.low, 3), round(agreed.high, 3)) == (0.917, 0.742, 0.977)
    assert all(one is not None and one.low < one.value < one.high for one in line.measures.values())
    assert found[0].measures == line.measures  # of one area, all areas are that one


def test_a_small_group_is_not_told_and_cannot_be_worked_out_from_the_whole() -> None:
    lines = by_area(agreement_of(study(5, 1) + study(LEAST - 1, 0, "in_care"), 4))
    assert lines["in_care"] == Line("blind", "in_care", None, None, None, False, False, None)
    assert lines[None].inspections == 6
    assert agreement_of(study(2, 1), 4)[0] == Line("blind", None, None, None, None, False, False, None)


def test_kinds_are_never_taken_together_and_keep_their_order() -> None:
    found = agreement_of(study(6, 0) + study(0, 6, kind="audit") + study(3, 3, kind=""), 4)
    assert [(one.kind, one.area) for one in found] == [
        (kind, area) for kind in ("blind", "audit", "") for area in (None, "overall")
    ]


def test_a_grade_that_is_not_known_is_counted_and_never_guessed() -> None:
    line = by_area(agreement_of([*study(5, 1), Grading("x", "overall", 1, None, "blind")], 4))["overall"]
    assert (line.inspections, line.pairs, line.unknown) == (6, 6, 1)


def test_areas_of_one_inspection_hang_together_so_that_many_of_them_tell_little_more() -> None:
    """Each of ten inspections agrees in all of four areas, or in none: forty pairs tell as much as ten."""
    gradings = [
        Grading(number, area, number % 3, number % 3 + (number < 4), "blind")
        for number in range(10)
        for area in ("leadership", "help", "in_care", "care_leavers")
    ]
    lines = by_area(agreement_of(gradings, 4))
    assert lines[None].by_inspection
    assert not lines["help"].by_inspection
    whole, part = lines[None].measures, lines["help"].measures
    assert whole is not None
    assert part is not None
    for name in MEASURES:
        one, other = whole[name], part[name]
        assert one is not None
        assert other is not None
        assert one.high - one.low > 0.7 * (other.high - other.low)


def test_several_second_gradings_of_one_inspection_are_one_subject_of_the_statistics_that_take_many_raters() -> None:
    gradings = [Grading(number, "overall", number % 2, second, "blind") for number in range(6) for second in (0, 1)]
    line = agreement_of(gradings, 4)[1]
    assert (line.inspections, line.pairs, line.by_inspection) == (6, 12, True)
    assert line.measures is not None
    ac1, exact = line.measures["ac1"], line.measures["exact_agreement"]
    assert ac1 is not None
    assert exact is not None
    assert (ac1.n, exact.n, exact.value) == (6, 12, 0.5)


@pytest.mark.parametrize("times", [1, 2])
def test_one_grade_throughout_leaves_kappa_unknown(times: int) -> None:
    measures = agreement_of([Grading(number, "overall", 1, 1) for number in range(6)] * times, 4)[1].measures
    assert measures is not None
    assert [name for name, found in measures.items() if found is None] == [
        "kappa", "weighted_kappa", "fleiss_kappa", "icc_one_way", "icc_two_way",
    ]  # fmt: skip


def test_where_all_agree_only_wilsons_interval_is_known() -> None:
    line = agreement_of(study(28, 0), 4)[1]
    assert line.all_agree
    assert line.ends("exact_agreement") == (pytest.approx(0.879, abs=0.001), 1.0)
    assert [name for name in MEASURES if line.ends(name)] == ["exact_agreement"]
    most, small = agreement_of(study(28, 1), 4)[1], agreement_of(study(1, 0), 4)[1]
    assert all(most.ends(name) for name in MEASURES)
    assert small.ends("kappa") is None


def test_only_the_statistics_that_are_asked_for_are_estimated() -> None:
    measures = agreement_of(study(6, 1), 4, measures=["ac2"])[1].measures
    assert measures is not None
    assert list(measures) == ["ac2"]


def test_a_grade_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the scale"):
        agreement_of([*study(6, 0), Grading("x", "overall", 1, 4, "blind")], 4)
