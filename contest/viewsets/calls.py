"""The menu «Contest»: an edition's call on one page with tabs."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet, SnippetViewSetGroup

from contest.domain.moments import moment_of
from contest.domain.phases import phase_of
from contest.forms.calls import CallForm
from contest.models import Call
from contest.rules import can_copy_calls, can_preview_form, screens_applications


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
            MultiFieldPanel([FieldPanel("for_jurors"), FieldPanel("published")], heading=_("Who reads the answer")),
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


class PhaseColumn(Column):
    """Where the call stands now."""

    def get_value(self, instance: Call) -> str:
        return str(phase_of(instance, at=timezone.now()).label)


class MomentColumn(Column):
    """A date of the call in the call's own zone."""

    def get_value(self, instance: Call) -> str:
        at = getattr(instance, self.name)
        moment = moment_of(at, zone=instance.zone) if at else None
        return f"{moment.day}, {moment.hour}" if moment else "—"


class CallIndexView(IndexView):
    """Names the edition of each call, the newest first."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().with_edition().in_reading_order()

    def get_list_more_buttons(self, instance: Call) -> list[Button]:
        return [*super().get_list_more_buttons(instance), *desk_buttons(instance, self.request.user)]


class CallEditView(EditView):
    """Offers what can be done with the call beside its fields."""

    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *desk_buttons(self.object, self.request.user)]


def desk_buttons(call: Call, user: Any) -> list[Button]:
    """The ways from a call to its form and to next year's call, for whoever may go them."""
    buttons = []
    if can_preview_form(user):
        address = reverse("call_form_preview", args=[call.pk])
        buttons.append(Button(_("View the form"), url=address, icon_name="form", priority=50))
    if can_copy_calls(user):
        address = reverse("copy_call", args=[call.pk])
        buttons.append(Button(_("Copy for another edition"), url=address, icon_name="copy", priority=60))
    if screens_applications(user):
        address = reverse("release_outcomes", args=[call.pk])
        buttons.append(Button(_("Release outcomes"), url=address, icon_name="mail", priority=70))
    return buttons


class CallViewSet(SnippetViewSet):
    """Calls; whoever may change one sees it before the public does."""

    model = Call
    icon = "doc-full-inverse"
    menu_label = _("Calls")
    base_url_path = "contest/calls"
    index_view_class = CallIndexView
    edit_view_class = CallEditView
    copy_view_enabled = False
    add_to_reference_index = True
    list_display = [
        "__str__",
        PhaseColumn("phase", label=_("Stands at")),
        MomentColumn("opens_at", label=_("Opens")),
        MomentColumn("closes_at", label=_("Closes")),
        UpdatedAtColumn(),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(TEXTS, heading=_("About the contest")),
            ObjectList(DATES, heading=_("Dates")),
            ObjectList(AWARDS, heading=_("Categories and criteria")),
            ObjectList(QUESTIONS, heading=_("Form")),
            ObjectList(CHECKLIST, heading=_("Screening")),
            ObjectList(MATERIALS, heading=_("Rules and materials")),
        ],
        base_form_class=CallForm,
    )


class EditionsMenuItem(MenuItem):
    """The way from the contest's menu to the editions, which belong to the catalogue."""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm("stories.change_edition")


class DeskMenuItem(MenuItem):
    """A way to the secretariat's desk."""

    def is_shown(self, request: Any) -> bool:
        return screens_applications(request.user)


class ContestGroup(SnippetViewSetGroup):
    """The menu entry."""

    menu_label = _("Contest")
    menu_icon = "doc-full-inverse"
    menu_order = 155
    items = (CallViewSet,)

    def get_submenu_items(self) -> list[MenuItem]:
        """The desk, the call's section, then the editions to which calls belong."""
        desk = [
            DeskMenuItem(
                _("Overview"),
                reverse("contest_overview"),
                name="contest_overview",
                icon_name="view",
                order=-20,
            ),
            DeskMenuItem(
                _("Applications"),
                reverse("application_desk"),
                name="contest_applications",
                icon_name="form",
                order=-10,
            ),
            DeskMenuItem(
                _("Extensions"),
                reverse("contest_extensions"),
                name="contest_extensions",
                icon_name="time",
                order=800,
            ),
        ]
        editions = EditionsMenuItem(
            _("Editions of the contest"), reverse("editions:index"), name="contest_editions", icon_name="calendar-alt",
            order=900,
        )  # fmt: skip
        return [*desk, *super().get_submenu_items(), editions]
