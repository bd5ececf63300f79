"""The contest's models."""

from contest.models.awards import CallCategory, Criterion, ScaleStep, SpecialAward
from contest.models.call import Call
from contest.models.eligibility import EligibilityQuestion
from contest.models.materials import CallDocument, FrequentQuestion
from contest.models.questions import Question, QuestionOption

__all__ = [
    "Call",
    "CallCategory",
    "CallDocument",
    "Criterion",
    "EligibilityQuestion",
    "FrequentQuestion",
    "Question",
    "QuestionOption",
    "ScaleStep",
    "SpecialAward",
]
