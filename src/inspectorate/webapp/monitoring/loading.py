"""What a file says of indicators, added to what is stored: new values, revisions as new rows, and what was kept aside.

The same file twice adds nothing. Readers see a run's rows once it is complete, and no more once it is reversed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from inspectorate.formats.indicator_model import SaidArea, SaidColumn, SaidIndicators, SaidMeasure, SaidNeighbours
from inspectorate.formats.indicator_years import YearKind, days, read_label
from inspectorate.formats.model import KeptAside, Place, Reading
from inspectorate.webapp.inspections.importing import Progress
from inspectorate.webapp.inspections.models import ImportRun
from inspectorate.webapp.inspections.placing import Tally
from inspectorate.webapp.inspections.queries import names_meant
from inspectorate.webapp.monitoring.models import Area, Measure, NeighbourList, PeriodValues, Series
from inspectorate.webapp.register.queries import Directory, Unresolved

BATCH = 20_000
"""Values that are compared and written together: a quarter of a second on two cores of 2026."""


def take_indicators(run: ImportRun, reading: Reading, tell: Progress) -> tuple[Tally, list[KeptAside]]:
    """Add what ``reading`` says of indicators to ``run``; what was done, and what could not be taken and why."""
    tally, aside = Tally(), list[KeptAside]()
    of = sum(len(column.values) for told in reading.indicators for column in told.columns)
    done = 0
    for told in reading.indicators:
        areas = _Areas(reading.file, told)
        # Of a file with values, the values are counted; a dictionary has nothing else to count.
        _take_measures(run, told.measures, Tally() if told.columns else tally)
        for said in told.neighbours:
            _take_neighbours(run, said, areas, tally)
        for columns in _batches(told.columns):
            tell(done, of)
            _take_values(run, columns, areas, tally)
            done += sum(len(column.values) for column in columns)
        aside += areas.kept_aside()
        aside += _contradictions(run, reading.file, told)
    if of:
        tell(of, of)
    return tally, aside


def visible(run: ImportRun) -> Q:
    """Rows that count while ``run`` is written: those of complete runs, and its own."""
    return Q(run__state=ImportRun.State.COMPLETE) | Q(run=run)


class _Areas:
    """The areas of a file as stored ones; authorities that the register does not know are kept aside."""

    def __init__(self, file: str, told: SaidIndicators) -> None:
        self._file, self._told = file, told
        self._directory, self._names = Directory(), names_meant()
        self._problems: dict[int, str] = {}
        self._aside: list[KeptAside] = []
        self._ids = [self._stored(place, said) for place, said in enumerate(told.areas)]

    def id(self, place: int) -> int | None:
        """The stored area at a place of the file's areas; ``None`` where the register does not know it."""
        return self._ids[place]

    def _stored(self, place: int, said: SaidArea) -> int | None:
        if said.kind != Area.Kind.AUTHORITY:
            area, _ = Area.objects.get_or_create(kind=said.kind, code=said.codes["gss"], defaults={"name": said.name})
            return area.pk
        try:
            body = self._directory.meant(said.name, said.codes, None, self._names)
        except Unresolved as problem:
            code = next(iter(said.codes.values()), "")
            self._problems[place] = str(problem) if said.name else f"No authority on the register has the code {code}."
            return None
        area, _ = Area.objects.get_or_create(kind=Area.Kind.AUTHORITY, body=body)
        return area.pk

    def contradicts(self, place: int, column: str, period: str) -> None:
        """Keep aside what the file tells once more, and otherwise, of an authority under another code or name."""
        self._aside.append(
            KeptAside(
                Place(self._file, column=column),
                f"{self._told.areas[place].name}, {period}",
                "The file has another value of this authority, under another code or name; the first was taken.",
                "Keep the right row in the file, and load it again.",
            )
        )

    def kept_aside(self) -> Iterator[KeptAside]:
        """What was left: one entry for each authority that is not known, with how many of its values it stands for."""
        yield from self._aside
        counts = Counter(one.area for column in self._told.columns for one in column.values)
        for place, problem in self._problems.items():
            said = self._told.areas[place]
            text = said.name or next(iter(said.codes.values()))
            lists = sum(place == of or place in nearest for one in self._told.neighbours for of, nearest in one.nearest)
            values, what = counts[place], _counted(lists, "list of neighbours", "lists of neighbours")
            what = _counted(values, "value", "values") if values else what
            yield KeptAside(
                Place(self._file),
                text,
                f"{problem.rstrip('.')} ({what}).",
                "Map the name to the code of an authority on the register.",
                "name" if said.name else None,
            )


def _counted(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number:,} {many}"


def _batches(columns: Sequence[SaidColumn]) -> Iterator[list[SaidColumn]]:
    batch: list[SaidColumn] = []
    for column in columns:
        batch.append(column)
        if sum(len(one.values) for one in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@transaction.atomic
def _take_measures(run: ImportRun, said: Sequence[SaidMeasure], tally: Tally) -> None:
    """Note what series are; only what differs from what is already told of them is added."""
    series = _series([(one.set, one.column) for one in said])
    names = [field.name for field in Measure._meta.concrete_fields if field.name not in ("id", "run", "series")]
    held = {
        row.series_id: {name: getattr(row, name) for name in names}
        for row in Measure.objects.filter(visible(run), series__in=series.values()).order_by("id")
    }
    new = []
    for one in said:
        id, values = series[one.set, one.column], {name: value for name, value in asdict(one).items() if name in names}
        if held.get(id) == values:
            tally.unchanged += 1
        else:
            tally.corrected += id in held
            tally.accepted += id not in held
            new.append(Measure(run=run, series_id=id, **values))
    Measure.objects.bulk_create(new)


def _contradictions(run: ImportRun, file: str, told: SaidIndicators) -> Iterator[KeptAside]:
    """Year labels that are no years of their series, as what is loaded says what it is: their values are in no panel.

    Looked for whenever values or what they are is loaded, since either may come first.
    """
    keys = [(one.set, one.column) for one in told.columns] + [(one.set, one.column) for one in told.measures]
    series = {id: column for (_, column), id in _series(keys).items()}
    measures = Measure.objects.filter(visible(run), series__in=series).order_by("id")
    kinds = {row.series_id: YearKind(row.year) for row in measures}
    labels = PeriodValues.objects.filter(visible(run), series__in=series).order_by("series_id", "period")
    for of, period in labels.values_list("series_id", "period").distinct():
        label = read_label(period)
        if of in kinds and (label is None or days(label, kinds[of]) is None):
            yield KeptAside(
                Place(file, column=series[of]),
                period,
                f"It is no year of the series, whose years are of the kind “{kinds[of]}”; its values are in no panel.",
                "Correct the label in the file, or the kind of year in the dictionary.",
            )


def _series(keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The ids of these series as stored, new ones added; of no others of their sets, which hold hundreds of them."""
    wanted = dict.fromkeys(keys)
    of_sets = Series.objects.filter(set__in={set for set, _ in wanted})
    held = {key: row.pk for row in of_sets if (key := (row.set, row.column)) in wanted}
    new = Series.objects.bulk_create(
        Series(set=set, column=column) for set, column in wanted if (set, column) not in held
    )
    return held | {(row.set, row.column): row.pk for row in new}


@transaction.atomic
def _take_values(run: ImportRun, columns: Sequence[SaidColumn], areas: _Areas, tally: Tally) -> None:
    """Add the values of some series that are new or differ, in one short transaction."""
    series = _series([(column.set, column.column) for column in columns])
    held = _held(run, series.values())
    today, new = timezone.localdate(), []
    for column in columns:
        of = series[column.set, column.column]
        told, fresh, revised = _Told(), _Told(), _Told()
        for place, period, number, mark in column.values:
            area = areas.id(place)
            if area is None:
                continue
            said, key = number if number is not None else mark, str(area)
            if key in told[period]:
                # The register knows two of the file's areas as one authority.
                if told[period][key] == said:
                    tally.unchanged += 1
                else:
                    areas.contradicts(place, column.column, period)
                continue
            told[period][key] = said
            before = held.get((of, period), {}).get(key)
            if before is None:
                fresh[period][key] = said
            elif before != said:
                revised[period][key] = said
            else:
                tally.unchanged += 1
        tally.accepted += fresh.size
        tally.corrected += revised.size
        for rows, known_on in ((fresh, None), (revised, today)):
            new += [
                PeriodValues(run=run, series_id=of, period=period, values=values, known_on=known_on)
                for period, values in rows.items()
            ]
    PeriodValues.objects.bulk_create(new)


class _Told(defaultdict[str, dict[str, "float | str"]]):
    """Numbers or marks by period and area."""

    def __init__(self) -> None:
        super().__init__(dict)

    @property
    def size(self) -> int:
        """How many values there are."""
        return sum(len(values) for values in self.values())


def _held(run: ImportRun, series: Iterable[int]) -> dict[tuple[int, str], dict[str, float | str]]:
    """What holds already, by series and period, then area: of two rows the newer."""
    held: dict[tuple[int, str], dict[str, float | str]] = {}
    rows = PeriodValues.objects.filter(visible(run), series__in=list(series)).order_by("id")
    for of, period, values in rows.values_list("series_id", "period", "values"):
        held.setdefault((of, period), {}).update(values)
    return held


@transaction.atomic
def _take_neighbours(run: ImportRun, said: SaidNeighbours, areas: _Areas, tally: Tally) -> None:
    held = dict(
        NeighbourList.objects.filter(visible(run), first=said.first).order_by("id").values_list("area_id", "nearest")
    )
    new = []
    for of, nearest in said.nearest:
        area = areas.id(of)
        known = [id for id in map(areas.id, nearest) if id is not None]
        if area is None:
            continue
        if held.get(area) == known:
            tally.unchanged += 1
            continue
        tally.corrected += area in held
        tally.accepted += area not in held
        new.append(NeighbourList(run=run, model=said.model, first=said.first, area_id=area, nearest=known))
    NeighbourList.objects.bulk_create(new)
