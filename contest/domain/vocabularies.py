"""The choices that the form offers, by the name of their vocabulary."""

from collections.abc import Callable

from contest.models import Call
from stories.enums import BudgetBand, CommunityRole, Consent, PartnerRole, Qualifier, Sector
from stories.models import BeneficiaryGroup, Challenge, DevelopmentGoal

Choices = list[tuple[str, str]]


def choices_of(vocabulary: str, *, call: Call) -> Choices:
    """Return the values with their words in the active language, in the order in which they are offered."""
    return _VOCABULARIES[vocabulary](call)


def _categories(call: Call) -> Choices:
    return [(row.category.slug, row.category.name) for row in call.categories.select_related("category")]


def _challenges(_call: Call) -> Choices:
    return [(row.slug, row.name) for row in Challenge.objects.all()]


def _groups(_call: Call) -> Choices:
    return [(row.slug, row.name) for row in BeneficiaryGroup.objects.all()]


def _goals(_call: Call) -> Choices:
    return [(str(row.number), f"{row.number}. {row.name}") for row in DevelopmentGoal.objects.all()]


def _consents(_call: Call) -> Choices:
    # A photo whose people were not asked is no photo to apply with.
    return [(value, str(label)) for value, label in Consent.choices if value != Consent.MISSING]


_VOCABULARIES: dict[str, Callable[[Call], Choices]] = {
    "category": _categories,
    "challenge": _challenges,
    "group": _groups,
    "goal": _goals,
    "consent": _consents,
    "sector": lambda _call: [(value, str(label)) for value, label in Sector.choices],
    "partner_role": lambda _call: [(value, str(label)) for value, label in PartnerRole.choices],
    "community_role": lambda _call: [(value, str(label)) for value, label in CommunityRole.choices],
    "budget_band": lambda _call: [(value, str(label)) for value, label in BudgetBand.choices],
    "qualifier": lambda _call: [(value, str(label)) for value, label in Qualifier.choices],
}
