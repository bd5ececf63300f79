"""The form of a call's rules of scoring. Ties are put in order by numbered choices, so it needs no script."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contest.domain.judging_rules import criterion_rules, tie_break_rules
from contest.domain.judging_terms import BY_SCORE, USUAL_WINNERS
from contest.models import Call, JudgingPolicy

_MOST_STEPS = 6
_AGGREGATES = [
    ("mean", pgettext_lazy("aggregate", "mean of all")),
    ("median", pgettext_lazy("aggregate", "median, the one in the middle")),
    ("trimmed_mean", pgettext_lazy("aggregate", "mean without the extremes")),
]
_ADJUSTMENTS = [
    ("none", pgettext_lazy("adjustment", "leave scores as they are")),
    (
        "additive",
        pgettext_lazy("adjustment", "reckon by how much each juror is stricter or milder and take it out"),
    ),
]


class JudgingRulesForm(forms.ModelForm):
    """Everything that is frozen when judging opens."""

    aggregate = forms.ChoiceField(
        label=gettext_lazy("How scores become one"), choices=_AGGREGATES, widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "The median and the mean without extremes are moved less by a single juror; both need at least three"
            " evaluations to differ from the mean."
        ),
    )  # fmt: skip
    adjustment = forms.ChoiceField(
        label=gettext_lazy("Strict and lenient jurors"), choices=_ADJUSTMENTS, widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Taking it out is fair only if jurors share enough applications; the assignment takes care of that."
        ),
    )  # fmt: skip

    class Meta:
        model = JudgingPolicy
        fields = (
            "evaluations_per_entry", "quorum", "aggregate", "trim_percent", "adjustment", "same_region_is_conflict",
            "blind", "jurors_public", "scores_shown_early",
        )  # fmt: skip
        help_texts = {
            "evaluations_per_entry": gettext_lazy("So many jurors read each application."),
            "quorum": gettext_lazy("With fewer submitted evaluations an application is listed apart, without a place."),
            "trim_percent": gettext_lazy(
                "Only for the mean without the extremes: 20 leaves out the lowest and the highest of five."
            ),
            "same_region_is_conflict": gettext_lazy("Jurors then don't read applications from the region they come from."),
            "blind": gettext_lazy("Names, communities and what you redact are hidden from jurors."),
            "jurors_public": gettext_lazy("Once the results are out, a list says which juror stands behind which code."),
            "scores_shown_early": gettext_lazy("Otherwise nobody but the juror sees a score until judging is closed."),
        }  # fmt: skip

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._categories = [row.category for row in call.categories.select_related("category")]
        self._awards = [row.award for row in call.special_awards.select_related("award")]
        rules = tie_break_rules(call)
        self._steps = [f"tie_{number}" for number in range(1, min(len(rules), _MOST_STEPS) + 1)]
        for number, name in enumerate(self._steps, 1):
            self.fields[name] = forms.ChoiceField(
                required=False, label=_("Tie-break %(number)s") % {"number": number},
                choices=[("", _("— nothing —")), *rules.items()],
                initial=(self.instance.tie_breaks[number - 1 : number] or [""])[0],
            )  # fmt: skip
        self._add_categories()
        self._add_awards([(BY_SCORE, _("the score")), *criterion_rules(call).items()])

    def ties(self) -> Iterator[Any]:
        """Yield the choices that put tie-breaks in order."""
        return (self[name] for name in self._steps)

    def terms(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield each category and special award with its fields."""
        for category in self._categories:
            yield category.name, [self[f"winners_{category.pk}"], self[f"minimum_{category.pk}"]]
        for award in self._awards:
            yield award.name, [self[f"rule_{award.pk}"], self[f"minimum_{award.pk}"]]

    def plain_fields(self) -> Iterator[Any]:
        """Yield the fields of the rules as a whole."""
        return (self[name] for name in self.Meta.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chain = [cleaned[name] for name in self._steps if cleaned.get(name)]
        if len(set(chain)) < len(chain):
            self.add_error(self._steps[0], _("Something breaks ties twice: name each rule once."))
        quorum, number = cleaned.get("quorum"), cleaned.get("evaluations_per_entry")
        if quorum and number and quorum > number:
            self.add_error("quorum", _("More evaluations are needed for a place than an application gets."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the columns of the rules, as `judging_rules.change_rules` takes them."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in self.Meta.fields},
            "tie_breaks": [cleaned[name] for name in self._steps if cleaned[name]],
            "category_terms": {
                each.slug: {
                    "winners": cleaned[f"winners_{each.pk}"],
                    "minimum": _text(cleaned[f"minimum_{each.pk}"]),
                }
                for each in self._categories
            },
            "award_terms": {
                each.slug: {
                    "rule": cleaned[f"rule_{each.pk}"],
                    "minimum": _text(cleaned[f"minimum_{each.pk}"]),
                }
                for each in self._awards
            },
        }

    def _add_categories(self) -> None:
        for each in self._categories:
            terms = self.instance.category_terms.get(each.slug, {})
            self.fields[f"winners_{each.pk}"] = forms.IntegerField(
                label=_("Winners at most"), min_value=0, max_value=100,
                initial=terms.get("winners", USUAL_WINNERS),
            )  # fmt: skip
            self.fields[f"minimum_{each.pk}"] = _minimum(terms)

    def _add_awards(self, rules: list[tuple[str, str]]) -> None:
        for each in self._awards:
            terms = self.instance.award_terms.get(each.slug, {})
            self.fields[f"rule_{each.pk}"] = forms.ChoiceField(
                label=_("Goes to the best by"), choices=rules, initial=terms.get("rule", BY_SCORE)
            )
            self.fields[f"minimum_{each.pk}"] = _minimum(terms)


def _minimum(terms: dict[str, Any]) -> forms.DecimalField:
    return forms.DecimalField(
        required=False, min_value=0, max_value=100, decimal_places=2, initial=terms.get("minimum"), localize=False,
        label=_("Points at least"), help_text=_("From 0 to 100; empty: no minimum."),
    )  # fmt: skip


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
