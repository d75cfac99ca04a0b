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

from inspectorate.webapp.casework import drafts, export_page, queries
from inspectorate.webapp.casework.models import Attachment, Case, SecondOpinion
from inspectorate.webapp.casework.parts import SHARED
from inspectorate.webapp.inspections.files import FileChanged, read


def as_values(case: Case) -> dict[str, Any]:
    """Every row of a case as plain values, each table under its name, with the ids of the evidence that it rests on."""
    found: dict[str, Any] = {"case": _row(case)}
    tables: dict[str, models.QuerySet[Any]] = {
        "moves": case.moves.all(),
        "lines": case.lines.all(),
        "samples": case.samples.all(),
        "meetings": case.meetings.all(),
        "judged": case.judged.all(),
        "findings": case.findings.all(),
        "approvals": case.approvals.all(),
        "versions": case.versions.all(),
        "letters": case.letters.all(),
    }
    for name, rows in tables.items():
        found[name] = [_row(row) for row in rows]
    people = (("members", case.members.select_related("user")), ("second_opinions", _opinions(case)))
    for name, rows in people:
        found[name] = [{"name": row.user.name} | _row(row) for row in rows]
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
    return (case.second_opinions.all() if final else case.second_opinions.none()).select_related("user")


def _attachments(case: Case) -> models.QuerySet[Attachment]:
    return Attachment.objects.filter(note__case=case)


def _row(row: models.Model) -> dict[str, Any]:
    """The fields of a row; of what it rests on, the ids."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    rests_on = {field.name: [one.pk for one in field.value_from_object(row)] for field in row._meta.many_to_many}
    return fields | rests_on


def for_body(case: Case) -> dict[str, Any]:
    """What the people of a body may read of its case: the meetings, and once they have opened the draft, that draft,
    their points with what was decided, and what is to be put right; then what was published."""
    public = case.versions.filter(public=True)
    shared = case.stage in SHARED and case.draft_received_on is not None
    found: dict[str, Any] = {
        "case": {
            name: getattr(case, name)
            for name in ("slug", "event", "topics", "starts", "ends", "stage", "draft_sent_on", "draft_received_on")
        },
        "meetings": [_only(one, "held_on", "present", "said") for one in case.meetings.all()],
        "paragraphs": [],
        "grades": [],
        "findings": [],
        "versions": [_only(one, "number", "at", "reason", "content", "sha256") for one in public],
    }
    if shared:
        read = (one for one in drafts.paragraphs(case, points=True) if one.text or one.points)
        found["paragraphs"] = [
            {"section": one.section, "text": one.text, "points": [_only(point, *POINT) for point in one.points]}
            for one in read
        ]
        found["grades"] = [_only(one, "judgement", "grade") for one in queries.grades(case, "moderated").values()]
        found["findings"] = [
            _only(one, "kind", "area", "text", "regulation", "put_right_by") for one in queries.put_right(case)
        ]
    return found


POINT = (
    "proposed", "evidence", "made_by", "changed_at", "accepted", "reason", "touches_grade", "decided_at",
)  # fmt: skip
"""What the body reads of a point."""


def _only(row: models.Model, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def as_zip(case: Case) -> bytes:
    """The case in one file to keep: ``case.json``, ``case.html`` and what was attached to its notes. A file that is not
    there any more, or is not what was kept, is named in both with the reason."""
    packed, missing = io.BytesIO(), []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for one in _attachments(case):
            try:
                content = read(one.sha256)
            except (FileNotFoundError, FileChanged) as fault:
                changed = isinstance(fault, FileChanged)
                why = "It was changed on the disk." if changed else "It is not on the disk any more."
                missing.append({"id": one.pk, "name": one.name, "sha256": one.sha256, "why": why})
            else:
                file.writestr(f"files/{one.pk}-{one.name}", content)
        _write(file, case, as_values(case) | {"missing_files": missing})
    return packed.getvalue()


def as_zip_for_body(case: Case) -> bytes:
    """What the body's people may read of it, as ``case.json`` and ``case.html``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        _write(file, case, for_body(case))
    return packed.getvalue()


def _write(file: zipfile.ZipFile, case: Case, values: dict[str, Any]) -> None:
    """The values as data, and as a page to read."""
    file.writestr("case.json", json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
    context = {"case": case, "parts": export_page.page(values, queries.edition_of(case), case.event)}
    file.writestr("case.html", render_to_string("casework/export.html", context))
