"""What the pages of the jury send: a juror's facts, and why somebody leaves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contest.domain.jurors import JurorFacts
from contest.models import Call, Juror
from stories.enums import Language
from stories.models import Category, Community, Region
from stories.viewsets.choosers import community_chooser

LANGUAGES_READ = [(Language.UK.value, _("Ukrainian")), (Language.EN.value, _("English"))]


class PanelsField(forms.ModelMultipleChoiceField):
    """Categories of the call, by name."""

    def label_from_instance(self, obj: Category) -> str:
        return str(obj.name)


class JurorForm(forms.Form):
    """What is recorded of a juror. Where they live and work is asked for to find conflicts of interest."""

    name = forms.CharField(max_length=254, label=pgettext_lazy("of a person", "Name"))
    email = forms.EmailField(
        max_length=254, label=_("E-mail address"), help_text=_("The invitation is sent there.")
    )
    language = forms.ChoiceField(
        choices=Language.choices, label=_("Language of letters"), widget=forms.RadioSelect
    )
    panels = PanelsField(
        Category.objects.none(), label=_("Categories"), widget=forms.CheckboxSelectMultiple,
        help_text=_("In which the juror scores."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        choices=LANGUAGES_READ, label=_("Reads"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Only applications in these languages are assigned."),
    )  # fmt: skip
    community = forms.ModelChoiceField(
        Community.objects.select_related("region"), required=False, label=_("Community"),
        widget=community_chooser.widget_class, help_text=_("Where the juror lives or works."),
    )  # fmt: skip
    region = forms.ModelChoiceField(
        Region.objects.all(), required=False, label=_("Region"), help_text=_("Empty: that of the community.")
    )
    organisation = forms.CharField(max_length=255, required=False, label=_("Organisation"))
    capacity = forms.IntegerField(
        min_value=1, max_value=10_000, required=False, label=_("At most so many evaluations"),
        help_text=_("Empty: as many as the others."),
    )  # fmt: skip
    is_chair = forms.BooleanField(
        required=False, label=_("Chairs the jury"), help_text=_("Decides on ties that no rule breaks.")
    )

    def __init__(self, data: Any, *, call: Call, juror: Juror | None = None) -> None:
        super().__init__(data, initial=_facts_of(juror) if juror else _usual(call))
        panels: Any = self.fields["panels"]
        panels.queryset = Category.objects.filter(pk__in=call.categories.values("category")).order_by("pk")

    @property
    def facts(self) -> JurorFacts:
        """What was filled in."""
        values = dict(self.cleaned_data)
        read = values.pop("languages")
        values["panels"] = list(values["panels"])
        return JurorFacts(reads_uk=Language.UK in read, reads_en=Language.EN in read, **values)


class LeavingForm(forms.Form):
    """Why a juror leaves."""

    reason = forms.CharField(
        max_length=300, label=_("Reason"), help_text=_("It stays in the office and is not published.")
    )

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"]).strip()
        if not reason:
            raise ValidationError(_("Give a reason: it stays on record."))
        return reason


def _usual(call: Call) -> dict[str, Any]:
    """On every panel, reading Ukrainian."""
    panels = [row.category_id for row in call.categories.all()]
    return {"language": Language.UK, "languages": [Language.UK], "panels": panels}


def _facts_of(juror: Juror) -> dict[str, Any]:
    names = ("name", "email", "language", "organisation", "capacity", "is_chair")
    return {
        **{name: getattr(juror, name) for name in names},
        "community": juror.community_id,
        "region": juror.region_id,
        "panels": [panel.pk for panel in juror.panels.all()],
        "languages": list(juror.languages),
    }
