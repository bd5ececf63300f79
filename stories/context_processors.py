"""What every page of the house shows: its name, the ways through it, the small print."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def house(request: HttpRequest) -> dict[str, Any]:
    """Name, navigation and footer in the active language; costs no query to whoever has no session."""
    home = f"/{get_language() or 'uk'}/"
    ways = [
        (_("Stories"), f"{home}stories/"),
        (_("Categories"), reverse("categories")),
        (_("Regions"), reverse("regions")),
        (_("Contest"), reverse("editions")),
        (_("About"), f"{home}about/"),
    ]
    return {
        "site_name": _("Resilient Communities"),
        "home_url": home,
        "contact_email": settings.CONTACT_EMAIL,
        "has_account": _has_account(request),
        "nav": [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in ways],
        "footer_links": [
            {"label": _("About"), "url": f"{home}about/"},
            {"label": _("The catalogue in figures"), "url": reverse("figures")},
            {"label": _("Open data"), "url": reverse("data")},
            {"label": _("Accessibility"), "url": f"{home}accessibility/"},
            {"label": _("Privacy"), "url": f"{home}privacy/"},
        ],
    }


def _has_account(request: HttpRequest) -> bool:
    """Whether somebody is signed in. A page that never looks at a session may be kept, so the cookie is asked first."""
    user = getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    return user is not None and user.is_authenticated
