"""The fixed vocabularies of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommunityKind(models.TextChoices):
    """Types of a territorial community, by the type of its centre."""

    URBAN = "urban", _("urban")
    SETTLEMENT = "settlement", _("settlement")
    RURAL = "rural", _("rural")
    CAPITAL = "capital", _("capital")


class Sector(models.TextChoices):
    """Sectors of partner organisations."""

    AUTHORITY = "authority", _("Public authority")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    BUSINESS = "business", _("Business")
    INTERNATIONAL = "international", _("International organisation")
    EDUCATION = "education", _("Education")
    HEALTH = "health", _("Health care")
    MEDIA = "media", _("Media")
    INITIATIVE_GROUP = "initiative_group", _("Initiative group")


class PartnerRole(models.TextChoices):
    """What an organisation does in a story."""

    LEAD = "lead", _("lead")
    PARTNER = "partner", _("partner")
    FUNDER = "funder", _("funder")


class CommunityRole(models.TextChoices):
    """What a further community does in a story."""

    PARTNER = "partner", _("partner community")
    HOST = "host", _("host community")


class OrganiserRole(models.TextChoices):
    """What an organisation does for an edition of the contest."""

    ORGANISER = "organiser", _("organiser")
    SUPPORTER = "supporter", _("supporter")


class AwardKind(models.TextChoices):
    """What the jury gave a story; empty for a story told outside a contest."""

    WINNER = "winner", _("Winner")
    SPECIAL_AWARD = "special_award", _("Special award")


class BudgetBand(models.TextChoices):
    """How much the practice cost in all, in hryvnias of its time."""

    NONE = "none", _("no money, only people's time")
    UNDER_100K = "under_100k", _("under UAH 100,000")
    UNDER_500K = "under_500k", _("UAH 100,000 to 500,000")
    UNDER_2M = "under_2m", _("UAH 500,000 to 2 million")
    OVER_2M = "over_2m", _("over UAH 2 million")


class Qualifier(models.TextChoices):
    """How exact a figure is."""

    EXACT = "exact", _("exactly")
    MORE_THAN = "more_than", _("more than")
    ABOUT = "about", _("about")
    UP_TO = "up_to", _("up to")


class Licence(models.TextChoices):
    """Licences under which a text or a photo may be reused."""

    CC_BY = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_NC = "cc-by-nc-4.0", _("CC BY-NC 4.0")
    CC0 = "cc0-1.0", _("CC0 1.0")
    ALL_RIGHTS = "all-rights-reserved", _("All rights reserved")


LICENCE_URLS: dict[str, str] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class Consent(models.TextChoices):
    """Whether the people in a photo agreed to be shown."""

    NO_PEOPLE = "no_people", _("nobody can be recognised")
    PEOPLE = "people", _("everyone pictured has agreed")
    GUARDIANS = "guardians", _("children are pictured; they and their guardians have agreed")
    MISSING = "missing", _("not yet asked: may not be published")


class ReviewBasis(models.TextChoices):
    """Why a state of a story counts as reviewed."""

    CHECKLIST = "checklist", _("checklist ticked by a reviewer")
    PUBLISHED_BEFORE = "published_before", _("published in the contest's booklet")
    REDUCED = "reduced", _("less than what had been reviewed")
    INVENTED = "invented", _("invented, for trying the site under load")


class Language(models.TextChoices):
    """Languages of the site."""

    UK = "uk", _("Ukrainian")
    EN = "en", _("English")


class StoryPart(models.TextChoices):
    """What can be taken out of a published story at once, the rest of which stays."""

    PHOTOS = "photos", _("photos")
    FILES = "files", _("documents, videos and links")
    CONTACT = "contact", _("the contact")
    PARTNERS = "partners", _("partners")
    COMMUNITIES = "communities", _("further communities")
    STAGES = "stages", _("stages with their dates")
    UPDATES = "updates", _("what was told later, and earlier figures")


class OfficerProof(models.TextChoices):
    """How somebody showed that they speak for a story's community."""

    MAILBOX = "mailbox", _("the mailbox of the story")
    INVITATION = "invitation", _("an editor's invitation")
    APPLICATION = "application", _("works on the application")


class UpdateState(models.TextChoices):
    """What became of an update that a community's officer proposed."""

    PROPOSED = "proposed", _("waits for an editor")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("not taken")
    WITHDRAWN = "withdrawn", _("taken back")


class CourseChange(models.TextChoices):
    """What an update says of whether the work goes on; empty where it says nothing of it."""

    GOES_ON = "goes_on", _("the work goes on")
    ENDED = "ended", _("the work has ended")
