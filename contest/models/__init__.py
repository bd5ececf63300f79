"""The contest's models."""

from contest.models.applications import (
    Answer,
    Application,
    ApplicationMember,
    ApplicationVersion,
    HistoryEntry,
    ReferenceSequence,
)
from contest.models.approvals import StoryApproval
from contest.models.assignments import (
    Assignment,
    Evaluation,
    EvaluationField,
    EvaluationFlag,
    EvaluationRevision,
    PairRule,
    Redaction,
)
from contest.models.awards import CallCategory, Criterion, ScaleStep, SpecialAward
from contest.models.call import Call
from contest.models.certificates import Certificate
from contest.models.deliberation import DiscussionNote, Motion, TieDecision, Vote
from contest.models.desk import ApplicationIndex, ChecklistItem, SavedView, Screening, StaffNote
from contest.models.edition_files import EditionFile
from contest.models.eligibility import EligibilityQuestion
from contest.models.exports import Export
from contest.models.extensions import Clarification, DeadlineExtension
from contest.models.files import ApplicationFile, FileUpload
from contest.models.invitations import Invitation
from contest.models.judging import JudgingPolicy, ProtocolEvent
from contest.models.jurors import ConflictOfInterest, Juror
from contest.models.letters import Letter, LetterTemplate
from contest.models.materials import CallDocument, FrequentQuestion
from contest.models.publication import Citation, Publication, ResultsNote
from contest.models.questions import Question, QuestionOption

__all__ = [
    "Answer",
    "Application",
    "ApplicationFile",
    "ApplicationIndex",
    "ApplicationMember",
    "ApplicationVersion",
    "Assignment",
    "Call",
    "CallCategory",
    "CallDocument",
    "Certificate",
    "ChecklistItem",
    "Citation",
    "Clarification",
    "ConflictOfInterest",
    "Criterion",
    "DeadlineExtension",
    "DiscussionNote",
    "EditionFile",
    "EligibilityQuestion",
    "Evaluation",
    "EvaluationField",
    "EvaluationFlag",
    "EvaluationRevision",
    "Export",
    "FileUpload",
    "FrequentQuestion",
    "HistoryEntry",
    "Invitation",
    "JudgingPolicy",
    "Juror",
    "Letter",
    "LetterTemplate",
    "Motion",
    "PairRule",
    "ProtocolEvent",
    "Publication",
    "Question",
    "QuestionOption",
    "Redaction",
    "ReferenceSequence",
    "ResultsNote",
    "SavedView",
    "ScaleStep",
    "Screening",
    "SpecialAward",
    "StaffNote",
    "StoryApproval",
    "TieDecision",
    "Vote",
]
