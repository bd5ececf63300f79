"""The tabs of a call's form in the admin, field by field."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput


def pair(name: str, *, long: bool = True, **options: Any) -> FieldRowPanel:
    """A text in both languages side by side; a long one is seen whole, in as many lines as it needs."""
    if long:
        options["widget"] = AdminAutoHeightTextInput
    return FieldRowPanel([FieldPanel(f"{name}_uk", **options), FieldPanel(f"{name}_en", **options)])


REASON = _("Why they cannot take part, and what they can do instead.")

TEXTS = [
    HelpPanel(template="contest/admin/call_state.html"),
    FieldPanel("edition"),
    FieldPanel("contact_email"),
    FieldPanel("about_uk"), FieldPanel("about_en"),
    FieldPanel("who_uk"), FieldPanel("who_en"),
]  # fmt: skip
DATES = [
    HelpPanel(content=_("The deadline is kept to the second by the server's clock.")),
    FieldPanel("time_zone"),
    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
    FieldPanel("grace_seconds"),
    FieldRowPanel([FieldPanel("judging_opens_at"), FieldPanel("judging_closes_at")]),
    FieldPanel("results_at"),
    FieldRowPanel([FieldPanel("drafts_kept_months"), FieldPanel("personal_data_kept_months")]),
]
AWARDS = [
    InlinePanel(
        "categories", heading=_("Categories to apply in"), label=_("category"),
        panels=[
            FieldPanel("category"), pair("intro"), FieldRowPanel([FieldPanel("min_words"), FieldPanel("max_words")]),
        ],
    ),
    InlinePanel(
        "special_awards", heading=_("Special awards across the categories"), label=_("special award"),
        panels=[FieldPanel("award"), pair("description")],
    ),
    FieldPanel("judging_uk"), FieldPanel("judging_en"),
    InlinePanel(
        "criteria", heading=_("Criteria"), label=_("criterion"),
        panels=[
            pair("name", long=False), pair("description"), FieldPanel("category"),
            FieldRowPanel([FieldPanel("weight"), FieldPanel("scale_min"), FieldPanel("scale_max")]),
            InlinePanel(
                "steps", heading=_("What the scores mean"), label=_("score"),
                panels=[FieldPanel("score"), pair("text")],
            ),
        ],
    ),
]  # fmt: skip
QUESTIONS = [
    HelpPanel(
        content=_(
            "The form asks for the story itself by itself: community, text, stages, results, partners, photos. Here stand "
            "the conditions of taking part and what this edition asks beyond."
        )
    ),
    InlinePanel(
        "eligibility_questions", heading=_("Conditions of taking part"), label=_("condition"),
        panels=[pair("text"), pair("help"), FieldPanel("eligible_answer"), pair("reason", help_text=REASON)],
    ),
    InlinePanel(
        "questions", heading=_("Questions of the form"), label=_("question"),
        panels=[
            pair("label"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("code")]),
            FieldPanel("required"),
            pair("help"),
            InlinePanel("options", heading=_("Options to choose from"), label=_("option"), panels=[pair("label", long=False)]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("min_words"), FieldPanel("max_words")]),
                    FieldRowPanel([FieldPanel("min_number"), FieldPanel("max_number")]),
                ],
                heading=_("Limits"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("categories"),
                    FieldRowPanel([FieldPanel("shown_if_question"), FieldPanel("shown_if_value")]),
                ],
                heading=_("When it is asked"),
            ),
            MultiFieldPanel(
                [FieldPanel("for_jurors"), FieldPanel("published"), FieldPanel("personal")],
                heading=_("Who reads the answer"),
            ),
        ],
    ),
]  # fmt: skip
CHECKLIST = [
    HelpPanel(
        content=_(
            "What the secretariat looks at in every application before it goes to the jury. Applicants don't see the list."
        )
    ),
    InlinePanel("checklist", heading=_("Conditions to check"), label=_("condition"), panels=[pair("text")]),
]
MATERIALS = [
    FieldPanel("rules_uk"), FieldPanel("rules_en"),
    InlinePanel(
        "documents", heading=_("Documents to download"), label=_("document"),
        panels=[FieldPanel("document"), pair("title", long=False)],
    ),
    InlinePanel(
        "frequent_questions", heading=_("Questions and answers"), label=_("question"),
        panels=[pair("question"), pair("answer")],
    ),
]  # fmt: skip
TABS = [
    ObjectList(TEXTS, heading=_("About the contest")),
    ObjectList(DATES, heading=_("Dates")),
    ObjectList(AWARDS, heading=_("Categories and criteria")),
    ObjectList(QUESTIONS, heading=_("Form")),
    ObjectList(CHECKLIST, heading=_("Screening")),
    ObjectList(MATERIALS, heading=_("Rules and materials")),
]
