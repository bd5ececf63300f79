"""What every action on several rows of one of the secretariat's lists has in common: who may, which rows, all or none."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import cached_property, classproperty
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from accounts.models import User
from contest.errors import ContestError
from contest.views.application_list import require_secretariat


class DeskBulkAction(BulkAction):
    """An action on chosen rows, after a page that says what it will do, in the action's own words."""

    row_model: ClassVar[type[Model]]
    heading: Any = ""
    explanation: Any = ""
    button: Any = ""

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805 - Wagtail's own decorator for classes
        return [cls.row_model]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require_secretariat(request)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def user(self) -> User:
        return cast("User", self.request.user)

    @property
    def list_query(self) -> QueryDict:
        """The filters of the list, which is where the person came from."""
        return QueryDict(urlsplit(self.next_url).query)

    def words(self) -> dict[str, Any]:
        """What the page says of the action."""
        return {"bulk_heading": self.heading, "explanation": self.explanation, "button": self.button}


class AllOrNone(DeskBulkAction):
    """One that changes rows: all of them, or none and a sentence that says why. `told` is what was done, counted lazily."""

    told: Any

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it for all. What changed since the page was shown, or cannot be done for one, is done for none."""
        try:
            count = self.carry_out(form.cleaned_data["seen"])
        except ContestError as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.request.get_full_path())
        messages.success(self.request, self.done(count))
        return redirect(self.next_url)

    @abstractmethod
    def carry_out(self, seen: str) -> int:
        """Do it for all of them and return how many; a ContestError undoes it for all."""

    def done(self, count: int) -> str:
        """What was done, in a sentence for the person."""
        return str(self.told % {"count": count})


def keys_in(object_ids: Iterable[Any]) -> list[int]:
    """The keys of rows that an address names; what is none is left out."""
    return [int(key) for key in object_ids if str(key).isdecimal()]
