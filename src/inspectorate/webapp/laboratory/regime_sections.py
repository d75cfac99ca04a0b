"""What came out for regimes as they are written: effort, the price of not being foreseen, a fall, wrong models."""

from __future__ import annotations

from collections.abc import Sequence

from inspectorate.webapp.laboratory import pictures
from inspectorate.webapp.laboratory.section import Row, Section, changed, number, whole


def effort(result: Row) -> Section:
    rows = [row for row in result["regimes"] if row["stretch"] is not None]
    days = whole(result["inspector_days"])
    return Section(
        "effort",
        "At the same effort",
        (
            f"Every row takes {days} inspector-days in all. A regime that takes more or fewer as it is written has all"
            " its months multiplied by one number until it takes as many. The further that number is from 1, the less"
            " is it still the regime as it is written.",
            "Not being foreseen has a price: the last column says by how much harm rises where each inspection may come"
            " anywhere in its window, at the same days.",
        ),
        None,
        ("Regime", "Days as written", "Months times", "Price of not being foreseen"),
        tuple(
            (
                row["label"],
                (
                    whole(row["inspector_days_as_written"]),
                    f"{row['stretch']:.2f}",
                    number(row["price_of_unpredictability"], changed),
                ),
            )
            for row in rows
        ),
    )


def fall(result: Row) -> Section:
    """As in Lambeth: a service goes from outstanding to inadequate, and when would each regime have seen it."""
    seen = [row for row in result["regimes"] if row["falling"]]
    rows = [(row["label"], row["falling"]) for row in seen]
    months = max((len(values) - 1 for _, values in rows), default=0)
    since = months // 2
    return Section(
        "fall",
        "When would each regime have seen a fall?",
        (
            "A service that was found outstanding begins to fall, at any month since that inspection, and is"
            f" inadequate in all areas {since} months later, as Lambeth’s was three years after it was outstanding. The"
            " curve is the chance that by each month an inspection or visit has said so, under each regime as it is"
            " written; the dashed line is the month in which it becomes inadequate.",
        ),
        pictures.curves(
            rows, title="Chance that the fall has been seen, by month", since=since, since_label="Inadequate from here"
        )
        if rows
        else None,
        ("Regime", "As likely as not by", *(f"By month {month}" for month in _months(since, months))),
        tuple(
            (
                row["label"],
                (_half(row["fall_seen_by"]), *(f"{row['falling'][month]:.0%}" for month in _months(since, months))),
            )
            for row in seen
        ),
        key=tuple(label for label, _ in rows),
        fold="Numbers by month",
    )


def _months(since: int, last: int) -> Sequence[int]:
    return range(since, last + 1, 6)


def _half(month: int | None) -> str:
    return f"month {month}" if month is not None else "not in these months"


def sweep(result: Row) -> Section:
    """The same where the model is wrong."""
    swept = result["sweep"]
    labels = {row["regime"]: row["label"] for row in result["regimes"]}
    variants = {one["variant"]: one["label"] for one in swept}
    of = {(one["variant"], one["regime"]): one for one in swept}
    ids = list(dict.fromkeys(one["regime"] for one in swept))
    first, *others = ids or [""]
    rows = [
        (place, labels[id_], [of[variant, id_]["undetected_to_first"] for variant in variants])
        for place, id_ in enumerate(others, 1)
    ]
    return Section(
        "sweep",
        "Does it hold where the model is wrong?",
        (
            "The same question where services differ from the model in one thing at a time, which policies do not know:"
            f" months inadequate and not known, over those of the first row ({labels.get(first, '')}). What is left of"
            " it does not hang on that thing.",
        ),
        pictures.ratios(
            list(variants.values()),
            rows,
            title="Months inadequate and not known, over those of the first row, by what is wrong in the model",
            form=changed,
            limit="As the first row",
        )
        if rows
        else None,
        ("The model is wrong in", *(labels[id_] for id_ in ids)),
        tuple(
            (label, tuple(_swept(of[variant, id_], id_ == first) for id_ in ids)) for variant, label in variants.items()
        ),
        key=tuple(labels[id_] for id_ in others),
        fold="Numbers for each thing that is wrong",
    )


def _swept(one: Row, first: bool) -> str:
    if one["undetected_months"] is None:
        return "cannot take these days"
    months = whole(one["undetected_months"])
    return months if first else f"{months} ({number(one['undetected_to_first'], changed)})"
