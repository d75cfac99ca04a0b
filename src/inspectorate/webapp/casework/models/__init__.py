"""The tables of casework."""

from inspectorate.webapp.casework.models.cases import PARTS, Case, Member, Move
from inspectorate.webapp.casework.models.evidence import SOURCES, WEIGHS, Attachment, Note, NoteVersion
from inspectorate.webapp.casework.models.judging import CaseFinding, Judged, SecondOpinion
from inspectorate.webapp.casework.models.kept import Kept, KeptRefused
from inspectorate.webapp.casework.models.preparing import Line, Meeting, Sample
from inspectorate.webapp.casework.models.release import Approval, SentLetter, Version
from inspectorate.webapp.casework.models.report import Comment, Paragraph, Point, Wording

__all__ = [
    "PARTS",
    "SOURCES",
    "WEIGHS",
    "Approval",
    "Attachment",
    "Case",
    "CaseFinding",
    "Comment",
    "Judged",
    "Kept",
    "KeptRefused",
    "Line",
    "Meeting",
    "Member",
    "Move",
    "Note",
    "NoteVersion",
    "Paragraph",
    "Point",
    "Sample",
    "SecondOpinion",
    "SentLetter",
    "Version",
    "Wording",
]
