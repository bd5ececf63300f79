"""Whether any page is for some readers only."""

from wagtail.models import PageViewRestriction

from freshness.versions import token

_TABLE = PageViewRestriction._meta.db_table
_kept: dict[str, bool] = {}


def has_restrictions() -> bool:
    """Whether a page of the site asks for a password or a sign-in; kept in the process until that changes."""
    version = token(_TABLE)
    if version is None:
        return PageViewRestriction.objects.exists()
    if version not in _kept:
        found = PageViewRestriction.objects.exists()
        _kept.clear()
        _kept[version] = found
    return _kept[version]
