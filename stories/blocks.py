"""Typed blocks of which a story is made. They know no model but by its name."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from stories.enums import Qualifier
from stories.fields import MonthFormField, MonthInput
from stories.text.periods import format_period

RICH_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class MonthBlock(blocks.FieldBlock):
    """A month, kept as its first day."""

    def __init__(self, required=True, help_text=None, **kwargs) -> None:  # noqa: FBT002 - Wagtail's signature
        self.field = MonthFormField(required=required, help_text=help_text, widget=MonthInput)
        super().__init__(**kwargs)

    def to_python(self, value):
        return self.field.to_python(value)

    def get_prep_value(self, value):
        return value.isoformat() if value else None

    class Meta:
        icon = "date"


class PointBlock(blocks.StructBlock):
    """One item of a list: a title, a text or both."""

    title = blocks.CharBlock(label=_("Title"), required=False, default="", max_length=160)
    text = blocks.TextBlock(label=_("Text"), required=False, default="", rows=2)

    def clean(self, value):
        result = super().clean(value)
        if not result["title"] and not result["text"]:
            raise StructBlockValidationError(
                block_errors={"text": ValidationError(_("Write a title or a text, or remove this item."))}
            )
        return result

    class Meta:
        icon = "list-ul"
        label = _("Item")


class PointsBlock(blocks.StructBlock):
    """A list with a heading: principles, areas of work, events."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=160)
    items = blocks.ListBlock(PointBlock(), label=_("Items"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "stories/blocks/points.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words."""

    text = blocks.TextBlock(label=_("Words"), rows=2)
    source = blocks.CharBlock(label=_("Whose words"), required=False, default="", max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "stories/blocks/quote.html"


class ProseBlock(blocks.StreamBlock):
    """The running text of a story's part."""

    text = blocks.RichTextBlock(
        label=_("Text"), features=RICH_TEXT_FEATURES, icon="pilcrow", template="stories/blocks/text.html"
    )
    points = PointsBlock()
    quote = QuoteBlock()


class StageBlock(blocks.StructBlock):
    """A step on the way, dated where the date is known."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.TextBlock(label=_("What was done"), required=False, default="", rows=3)
    start = MonthBlock(
        label=pgettext_lazy("start of a stage", "From"),
        required=False,
        help_text=_("Year and month, if known."),
    )
    end = MonthBlock(label=_("Until"), required=False)

    def clean(self, value):
        result = super().clean(value)
        start, end = result["start"], result["end"]
        if end and start and end < start:
            raise StructBlockValidationError(
                block_errors={
                    "end": ValidationError(_("The stage ends before it starts. Correct one of the months."))
                }
            )
        return result

    class Meta:
        icon = "history"
        label = _("Stage")
        value_class = type(
            "StageValue",
            (blocks.StructValue,),
            {
                "__doc__": "A stage with its dates ready to show.",
                "when": property(
                    lambda self: format_period(start=self["start"], end=self["end"]) if self["start"] else ""
                ),
            },
        )


class StagesBlock(blocks.StreamBlock):
    """The course of events."""

    stage = StageBlock()


class EarlierFigureBlock(blocks.StructBlock):
    """What a figure was before."""

    as_of = MonthBlock(label=_("As of"), required=False, help_text=_("Year and month, if known."))
    value = blocks.DecimalBlock(
        label=pgettext_lazy("the number alone", "Figure"), max_digits=14, decimal_places=2, min_value=0
    )
    qualifier = blocks.ChoiceBlock(choices=Qualifier.choices, label=_("How exact"), default=Qualifier.EXACT)

    class Meta:
        icon = "history"
        label = _("Earlier figure")


class IndicatorBlock(blocks.StructBlock):
    """A figure that shows a result, with what it counts and where it comes from."""

    value = blocks.DecimalBlock(
        label=pgettext_lazy("the number alone", "Figure"), max_digits=14, decimal_places=2, min_value=0
    )
    qualifier = blocks.ChoiceBlock(choices=Qualifier.choices, label=_("How exact"), default=Qualifier.EXACT)
    unit = blocks.CharBlock(
        label=_("Unit"),
        max_length=60,
        help_text=_("The word that follows the figure, in its right form: people, centres, %."),
    )
    label = blocks.CharBlock(label=_("What it counts"), max_length=200)
    as_of = MonthBlock(label=_("As of"), required=False, help_text=_("Year and month, if known."))
    source = blocks.CharBlock(label=_("Source"), required=False, default="", max_length=200)
    highlight = blocks.BooleanBlock(
        label=_("In the band of figures"), required=False, help_text=_("The three or four most telling ones.")
    )
    earlier = blocks.ListBlock(
        EarlierFigureBlock(),
        label=_("Earlier figures"),
        # The block's own default is one empty item, which nobody could save.
        default=[],
        collapsed=True,
        help_text=_(
            "What the figure was before. The page draws a chart of them and of the figure as it is now."
        ),
    )

    class Meta:
        icon = "order"
        label = _("Figure")


class IndicatorsBlock(blocks.StreamBlock):
    """The figures of a story, the most telling first."""

    indicator = IndicatorBlock()


class PointsStreamBlock(blocks.StreamBlock):
    """Success factors, obstacles, lessons: short items one after another."""

    point = PointBlock()


class UpdateBlock(blocks.StructBlock):
    """What happened after the story was published."""

    date = blocks.DateBlock(label=_("Date"))
    text = blocks.TextBlock(label=_("What is new"), rows=3, max_length=1000)

    class Meta:
        icon = "date"
        label = _("Update")


class UpdatesBlock(blocks.StreamBlock):
    """What happened after the story was published, the newest first."""

    update = UpdateBlock()


class LinkBlock(blocks.StructBlock):
    """A page elsewhere."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")


class LinksBlock(blocks.StreamBlock):
    """Pages elsewhere."""

    link = LinkBlock()


class DocumentBlock(blocks.StructBlock):
    """A document to download."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    document = DocumentChooserBlock(label=_("Document"))

    class Meta:
        icon = "doc-full"
        label = _("Document")


class DocumentsBlock(blocks.StreamBlock):
    """Documents to download."""

    document = DocumentBlock()


class SectionBlock(blocks.StructBlock):
    """A part of one of the site's own pages."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "title"
        label = _("Section")


class SectionsBlock(blocks.StreamBlock):
    """The parts of one of the site's own pages."""

    section = SectionBlock()
    picture = ImageChooserBlock(label=_("Picture"))
