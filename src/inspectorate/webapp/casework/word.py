"""Word documents: one begun with its language and title set, and its bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def begun(title: str) -> Document:
    """A document in English that says its title to whoever opens it."""
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.core_properties.language = "en-GB"
    return document


def written(document: Document) -> bytes:
    """The document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
