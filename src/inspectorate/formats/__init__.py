"""Readers and writers of files that others publish or expect. They return what a file says, and know no ids."""

from inspectorate.formats.model import (
    FormatError,
    KeptAside,
    Place,
    PublishedCount,
    Reading,
    SaidCoverage,
    SaidGrade,
    SaidInspection,
    SaidRegister,
    SaidSetting,
)
from inspectorate.formats.reader import read_file

__all__ = [
    "FormatError",
    "KeptAside",
    "Place",
    "PublishedCount",
    "Reading",
    "SaidCoverage",
    "SaidGrade",
    "SaidInspection",
    "SaidRegister",
    "SaidSetting",
    "read_file",
]
