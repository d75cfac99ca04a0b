"""What came out for every row of a comparison: how long nobody knew, harm, delay, shares, who lives with it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from inspectorate.laboratory.outcomes import MEASURES
from inspectorate.webapp.laboratory import pictures
from inspectorate.webapp.laboratory.pictures import Lane, Limit
from inspectorate.webapp.laboratory.section import (
    Form,
    Row,
    Section,
    hundredths,
    number,
    share,
    signed,
    tenths,
    whole,
    with_interval,
)

FIFTHS = ("Most deprived", "Second", "Third", "Fourth", "Least deprived")
CONTROL = "A hollow dot is the control: the same policy where signals say nothing, though it goes on to trust them."
INTERVALS = (
    "A bar is the 95% interval of the mean over all runs; where it is narrower than the dot it is not seen. The thin"
    " line is how differently a single country can fare by chance: eight in ten lie on it."
)
MOST_DRAWN = 7
OTHERS = ("inspections_a_service", "visits_a_service", "hits", "hit_rate", "false_alarms", "inspector_days")


def undetected(result: Row) -> Section:
    rows = result["regimes"]
    return Section(
        "undetected",
        "Inadequate, and nobody knows",
        (
            "Months for which areas of services are inadequate and have not been found to be, in all services and"
            " years together, at the same inspector-days.",
            f"{INTERVALS} {CONTROL}",
        ),
        _lanes(rows, "undetected_months", "Months inadequate and not known", whole),
        ("Regime or policy", "Months of areas", "Against the first", "Children’s months"),
        tuple(
            (
                row["label"],
                (
                    with_interval(row, "undetected_months", whole),
                    with_interval(row, "undetected_months_to_first", signed) if _first(result) is not row else "–",
                    with_interval(row, "undetected_child_months", whole),
                ),
            )
            for row in rows
        ),
    )


def harm(result: Row) -> Section:
    rows = result["regimes"]
    limit = Limit("The least that any policy could do", result["least_harm"])
    return Section(
        "harm",
        "Harm, and the least that is possible",
        (
            "Months that children spend in areas at each grade, times the weight that the model gives the grade. The"
            " dashed line is proved: no policy with the same inspector-days, however clever, does less harm in this"
            " model.",
            CONTROL,
        ),
        _lanes(rows, "harm", "Harm, with the least that any policy could do", whole, limit),
        ("Regime or policy", "Harm", "Above the least"),
        tuple(
            (row["label"], (with_interval(row, "harm", whole), with_interval(row, "above_bound", share)))
            for row in rows
        ),
    )


def delay(result: Row) -> Section:
    return Section(
        "delay",
        "How long until it is known",
        (
            "Months from when an area becomes inadequate and nobody knows until an inspection or visit says so, or"
            " until it is over. What lasts when the time ends counts for its months so far, and what is found in the"
            " month in which it begins does not count: over few years the figure is too short, for every row alike.",
        ),
        _lanes(result["regimes"], "detection_delay", "Months until it is known or over", tenths),
        ("Regime or policy", "Months"),
        tuple((row["label"], (with_interval(row, "detection_delay", tenths),)) for row in result["regimes"]),
    )


def inadequate(result: Row) -> Section:
    return Section(
        "share",
        "How many services are inadequate",
        ("The share of services with an inadequate area, known or not, on average over all months.",),
        _lanes(result["regimes"], "share_inadequate", "Share of services with an inadequate area", share),
        ("Regime or policy", "Share of services"),
        tuple((row["label"], (with_interval(row, "share_inadequate", share),)) for row in result["regimes"]),
    )


def fifths(result: Row) -> Section:
    rows = result["regimes"]
    told = [(row["label"], row["undetected_months_by_fifth"]) for row in rows]
    # Where there is no room for all, the controls are in the table alone.
    drawn = (
        told if len(told) <= MOST_DRAWN else [one for one, row in zip(told, rows, strict=True) if not row["control"]]
    )
    title = "Months inadequate and not known, of a service, by deprivation"
    return Section(
        "fifths",
        "Who lives with it: by deprivation",
        (
            "Months of a service’s areas that are inadequate and not known, by how deprived its children are."
            + ("" if drawn is told else " The controls stand in the table alone."),
        ),
        pictures.groups(FIFTHS, drawn, title=title, form=tenths),
        ("Regime or policy", *FIFTHS),
        tuple((label, tuple(number(value, tenths) for value in values)) for label, values in told),
        key=tuple(label for label, _ in drawn),
        fold="Numbers by deprivation",
    )


def others(result: Row) -> Section:
    measures = [one for one in MEASURES if one.id in OTHERS]
    forms = dict.fromkeys(("inspections_a_service", "visits_a_service"), tenths) | {"hit_rate": hundredths}
    return Section(
        "others",
        "What else was counted",
        (),
        None,
        ("Regime or policy", *(f"{one.label} ({one.unit})" for one in measures)),
        tuple(
            (row["label"], tuple(with_interval(row, one.id, forms.get(one.id, whole)) for one in measures))
            for row in result["regimes"]
        ),
        fold="Visits, what they found, and what they took",
    )


def _first(result: Row) -> Row:
    found: Row = result["regimes"][0]
    return found


def _lanes(rows: Sequence[Row], id_: str, title: str, form: Form, limit: Limit | None = None) -> Markup:
    return pictures.lanes([_lane(row, id_) for row in rows], title=title, form=form, limit=limit)


def _lane(row: Row, id_: str) -> Lane:
    ends, futures = row[f"{id_}_interval"], row[f"{id_}_futures"]
    return Lane(
        row["label"], row[id_], tuple(ends) if ends else None, tuple(futures) if futures else None, row["control"]
    )
