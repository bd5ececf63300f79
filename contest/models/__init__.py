"""The contest's models."""

from contest.models.applications import (
    Answer,
    Application,
    ApplicationMember,
    ApplicationVersion,
    HistoryEntry,
    ReferenceSequence,
)
from contest.models.awards import CallCategory, Criterion, ScaleStep, SpecialAward
from contest.models.call import Call
from contest.models.desk import ApplicationIndex, ChecklistItem, SavedView, Screening, StaffNote
from contest.models.eligibility import EligibilityQuestion
from contest.models.extensions import Clarification, DeadlineExtension
from contest.models.files import ApplicationFile, FileUpload
from contest.models.invitations import Invitation
from contest.models.materials import CallDocument, FrequentQuestion
from contest.models.questions import Question, QuestionOption

__all__ = [
    "Answer",
    "Application",
    "ApplicationFile",
    "ApplicationIndex",
    "ApplicationMember",
    "ApplicationVersion",
    "Call",
    "CallCategory",
    "CallDocument",
    "ChecklistItem",
    "Clarification",
    "Criterion",
    "DeadlineExtension",
    "EligibilityQuestion",
    "FileUpload",
    "FrequentQuestion",
    "HistoryEntry",
    "Invitation",
    "Question",
    "QuestionOption",
    "ReferenceSequence",
    "SavedView",
    "ScaleStep",
    "Screening",
    "SpecialAward",
    "StaffNote",
]
