"""Full addresses, of the host under which the API was asked."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from stories.api.schemas import Part


@dataclass(frozen=True)
class Links:
    """Addresses in one language under one host."""

    base: str
    language: str

    @classmethod
    def of(cls, request: HttpRequest, language: str) -> "Links":
        return cls(f"{request.scheme}://{request.get_host()}", language)

    def full(self, path: str) -> str:
        return path if "://" in path else f"{self.base}{path}"

    def page(self, name: str, *args: str) -> str:
        """A page for readers, in the language of these links."""
        with translation.override(self.language):
            return self.full(reverse(name, args=args))

    def api(self, name: str, *args: str) -> str:
        address = self.full(reverse(f"api:{name}", args=args))
        return f"{address}?{urlencode({'lang': self.language})}"


def part(request: HttpRequest, *, total: int, limit: int, offset: int) -> dict[str, Any]:
    """What `Part` says of a list, ready to be passed on by name."""
    following = offset + limit if offset + limit < total else None
    before = max(0, min(offset, total) - limit) if offset else None
    return Part(
        total=total, limit=limit, offset=offset, next=_moved(request, following), previous=_moved(request, before)
    ).model_dump()  # fmt: skip


def _moved(request: HttpRequest, offset: int | None) -> str | None:
    if offset is None:
        return None
    query = request.GET.copy()
    query["offset"] = str(offset)
    return f"{request.scheme}://{request.get_host()}{request.path}?{query.urlencode()}"
