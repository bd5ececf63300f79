"""Withdrawals: a story was taken off the site at once, because it put somebody in danger or was wrong."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from stories.models.overtaking import OvertakenPage

GONE = 410


class Withdrawal(models.Model):
    """One withdrawal of one language version. Rows are only ever added; reviews made before it count no more."""

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="withdrawals")
    reason = models.TextField(_("reason"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name=_("withdrawn by"),
    )
    # Stays when the account is deleted.
    withdrawn_by_name = models.CharField(max_length=320)
    withdrawn_at = models.DateTimeField(_("withdrawn"), auto_now_add=True)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-withdrawn_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="withdrawal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} · {self.withdrawn_at:%Y-%m-%d %H:%M}"


class WithdrawablePage(OvertakenPage):
    """A page whose public address says «gone» from its withdrawal until it is published again."""

    class Meta:
        abstract = True

    def is_withdrawn(self) -> bool:
        """Whether the page was public once and its withdrawal is still in force."""
        if self.live or self.last_published_at is None:
            return False
        return self.withdrawals.filter(withdrawn_at__gte=self.last_published_at).exists()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not path_components and self.is_withdrawn():
            return RouteResult(self, kwargs={"withdrawn": True})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, withdrawn: bool = False, **kwargs: Any) -> HttpResponse:
        """Show the page, or in place of a withdrawn one a page that tells nothing of it."""
        if withdrawn:
            return TemplateResponse(request, "stories/withdrawn.html", status=GONE)
        return super().serve(request, *args, **kwargs)
