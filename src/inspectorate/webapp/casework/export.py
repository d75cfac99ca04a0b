"""A whole case as files: all that is held of it, as JSON and as a page to read. Second opinions come in once the grades
are final, and the body's points once it has sent its answer: until then the team reads neither."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import render_to_string

from inspectorate.webapp.casework import queries
from inspectorate.webapp.casework.models import Attachment, Case, SecondOpinion
from inspectorate.webapp.inspections.files import read


def as_values(case: Case) -> dict[str, Any]:
    """Every row of a case as plain values, each table under its name, with the ids of the evidence that it rests on."""
    found: dict[str, Any] = {"case": _row(case)}
    tables: dict[str, models.QuerySet[Any]] = {
        "members": case.members.all(),
        "moves": case.moves.all(),
        "lines": case.lines.all(),
        "samples": case.samples.all(),
        "meetings": case.meetings.all(),
        "judged": case.judged.all(),
        "second_opinions": _opinions(case),
        "findings": case.findings.all(),
        "approvals": case.approvals.all(),
        "versions": case.versions.all(),
        "letters": case.letters.all(),
    }
    for name, rows in tables.items():
        found[name] = [_row(row) for row in rows]
    found["attachments"] = [_row(one) for one in _attachments(case)]
    found["notes"] = [
        _row(note) | {"versions": [_row(one) for one in note.versions.all()]} for note in case.notes.all()
    ]
    sent = queries.answer_is_sent(case)
    found["paragraphs"] = [
        _row(one)
        | {
            "wordings": [_row(wording) for wording in one.wordings.all()],
            "comments": [_row(comment) for comment in one.comments.all()],
            "points": [_row(point) for point in one.points.all()] if sent else [],
        }
        for one in case.paragraphs.all()
    ]
    return found


def _opinions(case: Case) -> models.QuerySet[SecondOpinion]:
    """Second opinions, once they cannot sway anybody's grades any more."""
    final = queries.grades_are_final(case, queries.edition_of(case))
    return case.second_opinions.all() if final else case.second_opinions.none()


def _attachments(case: Case) -> models.QuerySet[Attachment]:
    return Attachment.objects.filter(note__case=case)


def _row(row: models.Model) -> dict[str, Any]:
    """The fields of a row; of what it rests on, the ids."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    rests_on = {field.name: [one.pk for one in field.value_from_object(row)] for field in row._meta.many_to_many}
    return fields | rests_on


def as_zip(case: Case) -> bytes:
    """The case in one file to keep: ``case.json``, ``case.html`` and what was attached to its notes."""
    values = as_values(case)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("case.json", json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        for one in _attachments(case):
            file.writestr(f"files/{one.pk}-{one.name}", read(one.sha256))
        file.writestr("case.html", render_to_string("casework/export.html", {"case": case, "values": values}))
    return packed.getvalue()
