"""Pinning an edition: called by an action that relies on it, within that action's transaction."""

from __future__ import annotations

import json

from inspectorate.framework.library import Library
from inspectorate.framework.model import Edition
from inspectorate.framework.stated import as_stated
from inspectorate.webapp.accounts.actors import Actor
from inspectorate.webapp.audit.records import record
from inspectorate.webapp.frameworks.models import StoredEdition


def pin(*, by: Actor, library: Library, edition: Edition) -> StoredEdition:
    """The stored edition of this content, stored now if it was not yet."""
    content_hash = library.content_hash(edition)
    stored, new = StoredEdition.objects.get_or_create(
        content_hash=content_hash,
        defaults={"edition": edition.id, "content": json.dumps(as_stated(edition), ensure_ascii=False)},
    )
    if new:
        record(by=by, action="edition_stored", subject=stored, edition=edition.id)
    return stored
