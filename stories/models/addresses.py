"""Addresses of rows that have a page of their own."""

from functools import lru_cache

from django.urls import get_urlconf, reverse
from django.utils.translation import get_language


def address_of(view: str, key: str) -> str:
    """The address of a view's page for one row in the active language; a page shows dozens, and they never change."""
    return _address(view, key, get_language(), get_urlconf())


@lru_cache(maxsize=8192)
def _address(view: str, key: str, _language: str | None, urlconf: str | None) -> str:
    # The language is the active one; it is part of what is remembered.
    return reverse(view, args=[key], urlconf=urlconf)
