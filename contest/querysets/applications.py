"""Reads of applications."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from contest.enums import ApplicationStatus, MemberRole
from contest.querysets.judged import JudgedReads

if TYPE_CHECKING:
    from accounts.models import User
    from contest.models import Answer, Application, ApplicationVersion, Call  # noqa: F401 - named in annotations as text

WRITING_ROLES = (MemberRole.OWNER, MemberRole.EDITOR)


class ApplicationQuerySet(JudgedReads, models.QuerySet["Application"]):
    """Applications as their people and the secretariat look for them."""

    def of_person(self, user: "User") -> "ApplicationQuerySet":
        """Those that the person works on or may read, whatever the role."""
        return self.filter(Exists(self._memberships(user)))

    def writable_by(self, user: "User") -> "ApplicationQuerySet":
        """Those that the person may write in, as far as the role goes; dates are another question."""
        return self.filter(Exists(self._memberships(user).filter(role__in=WRITING_ROLES)))

    def _memberships(self, user: "User") -> models.QuerySet[Any]:
        # By name: models import this module.
        memberships = apps.get_model("contest", "ApplicationMember")._default_manager
        return memberships.filter(application=OuterRef("pk"), user=user)

    def of_call(self, call: "Call") -> "ApplicationQuerySet":
        """Those of one call."""
        return self.filter(call=call)

    def drafts(self) -> "ApplicationQuerySet":
        """Those never submitted."""
        return self.filter(status=ApplicationStatus.DRAFT)

    def unfinished(self) -> "ApplicationQuerySet":
        """Those with something in the form that was not submitted, as far as their people know where they stand."""
        changed = Q(released_status=ApplicationStatus.SUBMITTED, unsent_changes=True)
        return self.filter(Q(released_status=ApplicationStatus.DRAFT) | changed)

    def submitted(self) -> "ApplicationQuerySet":
        """Those submitted at least once, whatever became of them since."""
        return self.filter(first_submitted_at__isnull=False)

    def counted(self) -> "ApplicationQuerySet":
        """Those that the public number of applications counts: submitted and not taken back."""
        return self.submitted().exclude(
            Q(status=ApplicationStatus.WITHDRAWN) | Q(status=ApplicationStatus.DISQUALIFIED)
        )

    def with_names(self) -> "ApplicationQuerySet":
        """Bring along what a line of a list names."""
        return self.select_related("call__edition", "community__region", "category")

    def with_form(self) -> "ApplicationQuerySet":
        """Bring along what a page of the form asks of the call, and who works on the application."""
        return self.with_names().prefetch_related(
            "memberships",
            "call__eligibility_questions",
            "call__questions__categories",
            "call__questions__options",
        )

    def newest_first(self) -> "ApplicationQuerySet":
        """The one that was touched last stands first."""
        return self.order_by("-changed_at", "-pk")


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers of the form."""

    def at_paths(self, paths: Any) -> "AnswerQuerySet":
        """Those in the named fields."""
        return self.filter(path__in=list(paths))

    def of_communities(self) -> "AnswerQuerySet":
        """Those that name a community, the applicant's own or one beside it."""
        return self.filter(path__endswith="community")

    def values_by_path(self) -> dict[str, Any]:
        """Each field's value."""
        return dict(self.values_list("path", "value"))


class VersionQuerySet(models.QuerySet["ApplicationVersion"]):
    """Submitted versions; nothing changes them but the end of keeping personal data."""

    def take_out_personal_data(self, version: "ApplicationVersion", *, content: str, at: datetime) -> None:
        """Put a text without personal data in the place of what was submitted, and take the name off. For retention only."""
        row = models.QuerySet["ApplicationVersion"](self.model, using=self.db).filter(pk=version.pk)
        row.update(content=content, redacted_at=at, submitted_by=None, submitted_by_name="")

    def forget_submitter(self, user: "User") -> None:
        """Take the name of a person whose account goes off what they submitted; what it says stays. For that only."""
        rows = models.QuerySet["ApplicationVersion"](self.model, using=self.db).filter(submitted_by=user)
        rows.update(submitted_by=None, submitted_by_name="")

    def update(self, **_values: Any) -> NoReturn:
        message = "A submitted version cannot be changed."
        raise TypeError(message)

    def delete(self) -> NoReturn:
        message = "A submitted version cannot be deleted."
        raise TypeError(message)
