"""Problems, plans and certificates as JSON: field for field as in `model`, days as ISO dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from inspectorate.planning.certificate import Certificate
from inspectorate.planning.model import Plan, Problem
from inspectorate.planning.uncollected import uncollected
from inspectorate.planning.valid import check_valid


@dataclass(frozen=True, slots=True)
class _Planned:
    """Of a certificate the plan alone."""

    plan: Plan


PLAN_OF = "Certificate’s plan"

Kept = TypeVar("Kept", Problem, Plan, Certificate)
KINDS = {kind.__name__: kind for kind in (Problem, Plan, Certificate)} | {PLAN_OF: _Planned}


class FileInvalid(ValueError):
    """A file is not what it should be; the sentence says where."""


def write(kept: Problem | Plan | Certificate) -> bytes:
    """A value as JSON; the same value always as the same bytes."""
    return _adapter(type(kept).__name__).dump_json(kept)


def read(kind: type[Kept], text: bytes) -> Kept:
    """A value from JSON. Raises FileInvalid where it is none, ProblemInvalid where a problem contradicts itself."""
    found: Kept = _parsed(kind.__name__, text)
    if isinstance(found, Problem):
        check_valid(found)
    return found


def plan_of(certificate: bytes) -> Plan:
    """The plan of a certificate in JSON. Nearly all of a certificate are its prices, and here they are passed over."""
    found: _Planned = _parsed(PLAN_OF, certificate)
    return found.plan


@uncollected()
def _parsed(kind: str, text: bytes) -> Any:
    try:
        return _adapter(kind).validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        raise FileInvalid(f"{kind}, {'.'.join(map(str, first['loc'])) or 'whole file'}: {first['msg']}.") from None


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    """What reads and writes a kind of value; to make one takes longer than to read a small plan."""
    return TypeAdapter(KINDS[kind])


def digest(problem: Problem) -> str:
    """The fingerprint of a problem, by which a certificate names what it answers."""
    return sha256(write(problem)).hexdigest()
