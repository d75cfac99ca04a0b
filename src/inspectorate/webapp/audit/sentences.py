"""What an entry says in words. The entry keeps the act and its values; the sentence is made when it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from inspectorate.webapp.audit.models import AuditEntry

# After "Robin": what was done. Names in braces are values of the entry.
SENTENCES: dict[str, str] = {
    "account_closed": "closed the account of {email}",
    "account_opened": "opened the account of {email} again",
    "body_added": "added {name} ({code}) to the register",
    "contact_added": "added {name} as a contact ({role}) of {body}",
    "contact_ended": "ended a contact of {body}",
    "decision_ended": "ended a decision",
    "decision_taken": "took a decision about {body}: {kind}",
    "edition_stored": "relied on the edition {edition}, which was stored",
    "event_corrected": "corrected what is recorded of an event ({event}) of {body}",
    "event_recorded": "recorded an event ({event}) of {body}",
    "file_imported": "loaded the file {file}",
    "finding_confirmed": "confirmed that a finding of {body} has been put right",
    "finding_recorded": "recorded a finding ({kind}) of {body}",
    "import_reversed": "took back what was loaded from the file {file}",
    "organisation_created": "added the organisation {name}",
    "password_changed": "changed their password",
    "password_set": "set their password with a link",
    "person_created": "added {name} ({email})",
    "recovery_codes_made": "made new recovery codes for signing in",
    "reference_loaded": "loaded reference data: {rows} rows changed",
    "registration_recorded": "recorded what the register says of {body}",
    "role_ended": "ended a role: {role} at {organisation}",
    "role_given": "gave a role: {role} at {organisation}",
    "second_step_added": "set up a second step for signing in",
    "second_step_removed": "turned off the second step with which {email} signs in",
    "sign_in_link_made": "made a link with which {email} sets a password",
    "settings_linked": "said that {body} was registered before as {earlier}",
    "step_struck": "struck out a step ({step}) against {body}",
    "step_taken": "took a step ({step}) against {body}: {kind}",
    "unknown_mapped": "said that “{text}” means {value}",
}


# Values that are ids of the software, read as words.
IDS = {"event", "kind", "role", "standing", "step"}
LONGEST_ID = 12


class _Values(dict[str, Any]):
    """A value that an older entry did not keep is shown as missing, so that every entry can be read."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(entry: AuditEntry) -> str:
    """What was done; an action that no sentence is written for is shown by its own name."""
    told = SENTENCES.get(entry.action, entry.action.replace("_", " "))
    return told.format_map(_Values({name: _in_words(name, value) for name, value in entry.summary.items()}))


def details(entry: AuditEntry) -> Iterator[tuple[str, str]]:
    """Every value that the entry keeps, with its name in words; what was left empty is left out."""
    for name, value in entry.summary.items():
        if value not in (None, "", [], {}):
            yield name.replace("_", " ").capitalize(), _in_words(name, value)


def subject(entry: AuditEntry) -> str:
    """What it was done to: the kind of thing in words, and its id as far as anybody reads it."""
    try:
        kind = str(apps.get_model(entry.subject_kind)._meta.verbose_name)
    except (LookupError, ValueError):
        # A kind that is no model, or one that is no more: entries outlive what they speak of.
        kind = entry.subject_kind.replace("_", " ")
    shown = entry.subject_id if len(entry.subject_id) <= LONGEST_ID else f"{entry.subject_id[:LONGEST_ID]}…"
    return f"{kind.capitalize()} {shown}".rstrip()


def _in_words(name: str, value: Any) -> str:
    return _shown(value).replace("_", " ") if name in IDS else _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_shown(held)}" for name, held in value.items())
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return str(value)
