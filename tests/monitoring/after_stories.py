"""Thirty authorities alike; of six that were judged inadequate in 2023 more posts are vacant from then on."""

from __future__ import annotations

from datetime import date

from tests.monitoring.computed_stories import SIZE, alike_from, country
from tests.monitoring.indicator_files import TESTER
from tests.programme.places import judge

from inspectorate.formats.indicator_model import SaidArea, SaidColumn, SaidIndicators, SaidValue
from inspectorate.formats.model import Reading
from inspectorate.webapp.inspections.importing import import_reading

COLUMNS = ("vacancy_rate_fte", "turnover_rate_fte", "agency_rate_fte")
INADEQUATE = range(1, SIZE + 1, 5)
MORE = 4.0


def judged() -> None:
    """A country of which six authorities are inadequate, in 2023, and one good, two years later."""
    bodies = country()
    for number in INADEQUATE:
        grades = {"in_care": "good"} if number == 1 else {}
        judge(bodies[number - 1], "inadequate", date(2023, 2, 1), date(2023, 3, 1), **grades)
    judge(bodies[1], "good", date(2024, 12, 1), date(2025, 1, 10))


def workforce() -> None:
    """Ten in a hundred of everything, and ``MORE`` where inadequate; and who is alike."""
    areas = tuple(SaidArea("authority", f"Place {number}", {"gss": f"N{number:02}"}) for number in range(1, SIZE + 1))
    columns = tuple(
        SaidColumn(
            "workforce",
            column,
            tuple(
                SaidValue(number - 1, str(year), 10 + (MORE if year > 2022 and number in INADEQUATE else 0), "")
                for number in range(1, SIZE + 1)
                for year in range(2021, 2026)
            ),
        )
        for column in COLUMNS
    )
    reading = Reading("workforce", ("workforce",), (), indicators=(SaidIndicators(areas, columns),))
    import_reading(by=TESTER, reading=reading, sha256="f" * 64)
    alike_from(date(2021, 1, 1))
