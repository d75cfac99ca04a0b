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
    "area_graded": "graded {judgement} of {body}",
    "backtest_kept": "kept a back-test of forecasts of {kind} from {first} on",
    "body_added": "added {name} ({code}) to the register",
    "calendar_row_struck": "struck out a row of the programme's calendar ({what})",
    "calendar_taken_in": "took in the calendar {file} of the programme: {new} are new",
    "case_days_set": "set the days of a case at {body}",
    "case_exported": "took out a whole case about {body}",
    "case_exported_to_body": "took out what {body} may read of its case",
    "case_finding_added": "noted a finding in a case at {body}",
    "case_finding_struck": "struck out a finding in a case at {body}",
    "case_member_added": "named {name} ({part}) to a case at {body}",
    "case_member_ended": "ended the part of {name} in a case at {body}",
    "case_moved": "{deed}: {body}",
    "case_opened": "opened a case ({event}) at {body}",
    "comment_answered": "answered a comment on the draft about {body}",
    "backtest_asked": "asked for a back-test ({kind})",
    "comment_made": "commented on the draft about {body}",
    "comment_resolved": "resolved a comment on the draft about {body}",
    "comparison_asked": "asked for a comparison of regimes ({regimes})",
    "comparison_begun": "began a comparison of regimes ({regimes})",
    "comparison_done": "finished a comparison of regimes ({regimes})",
    "comparison_failed": "could not finish a comparison of regimes: {problem}",
    "computation_asked": "asked for a new computation ({kind})",
    "computation_begun": "began a computation ({kind}) for {as_of}",
    "computation_done": "finished a computation ({kind}) and removed old ones",
    "computation_failed": "could not finish a computation ({kind}): {problem}",
    "concern_corrected": "corrected what is said of a concern about {body}",
    "concern_recorded": "recorded a concern about {body}",
    "concern_step_taken": "took a step ({step}) on a concern about {body}",
    "concerns_taken_in": "took in the file of concerns {file}: {new} are new",
    "contact_added": "added {name} as a contact ({role}) of {body}",
    "contact_ended": "ended a contact of {body}",
    "decision_ended": "ended a decision",
    "decision_taken": "took a decision about {body}: {kind}",
    "draft_received": "opened the draft about {body}",
    "edition_stored": "relied on the edition {edition}, which was stored",
    "event_corrected": "corrected what is recorded of an event ({event}) of {body}",
    "event_notified": "told the inspectorate of an event at {body}",
    "event_published": "put a published report ({event}) of {body} on record",
    "event_recorded": "recorded an event ({event}) of {body}",
    "fault_answered": "answered a report of a fault ({page})",
    "fault_reported": "reported a fault of the software ({page})",
    "feed_ended": "ended the private calendar address of {name}",
    "feed_made": "made a private calendar address for {name}",
    "file_attached": "attached the file {file} to evidence about {body}",
    "file_imported": "loaded the file {file}",
    "finding_confirmed": "confirmed that a finding of {body} has been put right",
    "finding_recorded": "recorded a finding ({kind}) of {body}",
    "import_reversed": "took back what was loaded from the file {file}",
    "inspector_added": "added {name} ({code}) to the workforce",
    "inspector_changed": "changed what is on record of {name} in the workforce",
    "inspector_terms_set": "set the terms of {name} from {first} on",
    "late_file_attached": "sent the file {file} to evidence about {body}, after their part in the case had ended",
    "late_note_received": "sent evidence in a case at {body} after their part in it had ended",
    "letter_sent": "recorded a letter to the {to} about {body} as sent",
    "line_added": "added a line of enquiry to a case at {body}",
    "meeting_noted": "noted a keep-in-touch meeting with {body}",
    "note_received": "wrote evidence in a case at {body}",
    "organisation_created": "added the organisation {name}",
    "paragraph_written": "wrote a paragraph of the report about {body}",
    "password_changed": "changed their password",
    "password_set": "set their password with a link",
    "person_created": "added {name} ({email})",
    "plan_accepted": "accepted plan {plan}",
    "plan_answered": "said whether an action plan of {body} reflects what was found",
    "plan_changed": "proposed a change of plan {follows}: {moved} events are elsewhere",
    "plan_event_locked": "locked an event of plan {plan} at {body}",
    "plan_event_unlocked": "unlocked an event of plan {plan} at {body}",
    "plan_made": "made a plan of {weeks} weeks from {start}: {placed} events are placed",
    "plan_received": "recorded an action plan of {body} as received",
    "plan_sent": "sent the action plan {file} of {body}",
    "point_changed": "changed a point on the draft about {body}",
    "point_decided": "decided a point on the draft about {body}",
    "point_made": "made a point on the draft about {body}",
    "publication_refused": "did not publish a report about {body}: {why}",
    "recommendation_refused": "did not take the decision that a review recommended",
    "recovery_codes_made": "made new recovery codes for signing in",
    "reinspection_answered": "answered a request of {body} for an earlier re-inspection: {answer}",
    "reinspection_asked": "asked for an earlier re-inspection of {body}",
    "reference_loaded": "loaded reference data: {rows} rows changed",
    "registration_recorded": "recorded what the register says of {body}",
    "report_composed": "made {paragraphs} paragraphs of findings about {body}",
    "report_published": "published version {number} of a report about {body}",
    "review_decided": "recorded a review between inspections",
    "role_ended": "ended a role: {role} at {organisation}",
    "role_given": "gave a role: {role} at {organisation}",
    "sample_drawn": "drew {number} records of {body} from a list ({drawn_from})",
    "second_opinion_asked": "asked {name} for a second opinion on {body}",
    "second_opinion_given": "gave a second opinion on {body}",
    "second_step_added": "set up a second step for signing in",
    "second_step_removed": "turned off the second step with which {email} signs in",
    "settings_linked": "said that {body} was registered before as {earlier}",
    "sign_in_link_made": "made a link with which {email} sets a password",
    "step_struck": "struck out a step ({step}) against {body}",
    "step_taken": "took a step ({step}) against {body}: {kind}",
    "stratum_drawn": "drew the random stratum of {year}",
    "stratum_published": "published the seed of the random stratum of {year}",
    "unknown_mapped": "said that “{text}” means {value}",
    "workforce_entry_added": "recorded a new {what} of {name}",
    "workforce_entry_ended": "set the last day of a recorded {what} of {name}",
    "workforce_entry_struck": "struck out a recorded {what} of {name}",
    "workforce_taken_in": "took in the file {file} about the workforce: {new} are new, {changed} changed",
    "version_approved": "approved a version of the report about {body}",
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
