"""The country that simulators are timed on: the shipped model of authorities, under a regime of the library."""

from __future__ import annotations

from inspectorate.framework.library import load_library
from inspectorate.laboratory.clock import clock
from inspectorate.laboratory.model import Model, Services
from inspectorate.laboratory.pathways import regimes
from inspectorate.laboratory.population import services
from inspectorate.laboratory.reading import DEFAULT, read_file
from inspectorate.laboratory.regime import Clock

REGIME = "ilacs/2018-01-01"
SEED = 1


def country(number: int, regime: str = REGIME) -> tuple[Model, Services, Clock]:
    """So many services, and a regime as it is written."""
    file = read_file(DEFAULT)
    (found,) = regimes(load_library(), [regime], file.model)
    return file.model, services(number, seed=SEED, children=file.children.value), clock(found, file.model)
