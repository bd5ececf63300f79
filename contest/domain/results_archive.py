"""All editions of the contest at a glance: how many applied to each, how many were honoured, or where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from contest.domain.call_page import call_headline
from contest.enums import PublicationState
from contest.models import Call
from contest.querysets.results import counted_applicants, honoured_applicants, honoured_places
from stories.models import Edition

# So many ornaments stand on an edition's card.
MOST_ORNAMENTS = 8


@dataclass(frozen=True)
class ArchivedEdition:
    """An edition in the list. `headline` says where one stands whose results are not out; all else of it is empty then.

    `places` are codes of honoured communities, for their ornaments. The year is known of editions held on this site.
    """

    edition: Edition
    year: int | None = None
    headline: str = ""
    applications: int = 0
    communities: int = 0
    honoured: int = 0
    places: tuple[str, ...] = ()


def archived_editions(editions: Sequence[Edition], *, at: datetime) -> list[ArchivedEdition]:
    """Return the editions in their order, at a number of queries that doesn't grow with them."""
    calls = {
        call.edition_id: call
        for call in Call.objects.public().filter(edition__in=editions).select_related("publication")
    }
    out = [call for call in calls.values() if _is_out(call)]
    history = [edition for edition in editions if edition.pk not in calls]
    applicants, counted = _by_key(honoured_applicants(out)), counted_applicants(out)
    places = _by_key((edition, code) for edition, _key, code in honoured_places(history))
    rows = []
    for edition in editions:
        call = calls.get(edition.pk)
        if call is None:
            codes, number, communities = places[edition.pk], edition.applications, edition.communities
        elif call in out:
            codes, (number, communities) = applicants[call.pk], counted.get(call.pk, (0, 0))
        else:
            rows.append(ArchivedEdition(edition, _year(call), call_headline(call, at=at)))
            continue
        ornaments = tuple(dict.fromkeys(codes))[:MOST_ORNAMENTS]
        rows.append(
            ArchivedEdition(
                edition,
                _year(call) if call else None,
                "",
                number or 0,
                communities or 0,
                len(codes),
                ornaments,
            )
        )
    return rows


def _is_out(call: Call) -> bool:
    publication = getattr(call, "publication", None)
    return publication is not None and publication.state == PublicationState.PUBLISHED


def _year(call: Call) -> int | None:
    return call.opens_at.astimezone(call.zone).year if call.opens_at else None


def _by_key(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, code in rows:
        found[key].append(code)
    return found
