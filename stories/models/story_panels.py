"""The editor's form of a story, grouped the way an editor thinks."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from stories.fields import MonthInput
from stories.models.page_form import ReadableSlugForm

_who = [
    # The address is made from the title on the server, by the official romanisation.
    FieldPanel("title", classname="title"),
    FieldPanel("summary", widget=forms.Textarea(attrs={"rows": 3, "maxlength": 280})),
    FieldPanel("lead_community"),
    InlinePanel("co_communities", label=_("further community"), heading=_("Further communities")),
    FieldPanel("category"),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("start_month", widget=MonthInput), FieldPanel("end_month", widget=MonthInput)]
            ),
            FieldRowPanel([FieldPanel("start_month_known"), FieldPanel("is_ongoing")]),
        ],
        heading=_("When"),
    ),
]
_story = [FieldPanel("challenge"), FieldPanel("solution"), FieldPanel("stages")]
_results = [FieldPanel("results"), FieldPanel("indicators"), FieldPanel("updates")]
_partners = [
    InlinePanel("partners", label=_("partner"), heading=_("Partners")),
    MultiFieldPanel(
        [FieldPanel("budget_band"), FieldPanel("funding"), FieldPanel("team")], heading=_("Resources")
    ),
    MultiFieldPanel(
        [FieldPanel("contact_role"), FieldPanel("contact_email"), FieldPanel("contact_url")],
        heading=_("Contact"),
    ),
]
_lessons = [
    FieldPanel("success_factors"),
    FieldPanel("obstacles"),
    FieldPanel("lessons"),
    FieldPanel("transfer"),
    MultiFieldPanel(
        [
            FieldPanel("challenges", widget=forms.CheckboxSelectMultiple),
            FieldPanel("groups", widget=forms.CheckboxSelectMultiple),
            FieldPanel("goals", widget=forms.CheckboxSelectMultiple),
            FieldPanel("tags"),
        ],
        heading=_("How readers find it"),
    ),
]
_pictures = [
    HelpPanel(
        content=_(
            "The place where a photo was taken, and everything else hidden in the file, is removed before it is stored. "
            "What the picture itself shows is for you to check: no recognisable shelters, no faces without consent."
        )
    ),
    InlinePanel(
        "photos", label=_("photo"), heading=_("Photos"), help_text=_("The first one stands at the head.")
    ),
    FieldPanel("videos"),
    FieldPanel("links"),
    FieldPanel("documents"),
]
_publishing = [
    FieldPanel("slug"),
    MultiFieldPanel(
        [FieldPanel("edition"), FieldPanel("award"), FieldPanel("award_citation")], heading=_("Contest")
    ),
    MultiFieldPanel(
        [FieldPanel("licence"), FieldPanel("original_language"), FieldPanel("version_notes")],
        heading=_("Rights"),
    ),
    MultiFieldPanel(
        [FieldPanel("seo_title"), FieldPanel("search_description")], heading=_("For search engines")
    ),
    PublishingPanel(),
]

story_edit_handler = TabbedInterface(
    [
        ObjectList(_who, heading=_("Who and where")),
        ObjectList(_story, heading=_("Story")),
        ObjectList(_results, heading=_("Results")),
        ObjectList(_partners, heading=_("Partners")),
        ObjectList(_lessons, heading=_("Lessons")),
        ObjectList(_pictures, heading=_("Pictures")),
        ObjectList(_publishing, heading=_("Publishing")),
    ],
    base_form_class=ReadableSlugForm,
)
