"""Former names of communities and of their centres, by which people still look for them."""

from collections.abc import Iterable

from stories.models import Community, CommunityAlias
from stories.text.folding import fold
from stories.text.romanisation import romanise


def add_former_names(communities: dict[str, Community], *, names: dict[str, list[str]]) -> list[Community]:
    """Add the names that `names` has by community code, each once; returns who got or lost one.

    A former name that is a current name again is taken away. Search texts are left to the caller. Codes that
    are not among `communities` are passed over.
    """
    concerned = {code: found for code in names if (found := communities.get(code))}
    held: dict[int, list[CommunityAlias]] = {community.pk: [] for community in concerned.values()}
    for alias in CommunityAlias.objects.filter(community__code__in=concerned):
        held[alias.community_id].append(alias)
    added, outdated = [], []
    for code, community in concerned.items():
        current = {fold(community.name_uk), fold(community.centre_uk)}
        outdated += [alias for alias in held[community.pk] if fold(alias.name_uk) in current]
        known = current.union(fold(alias.name_uk) for alias in held[community.pk])
        added += [
            CommunityAlias(community=community, name_uk=name, name_en=romanise(name))
            for name in _once(names[code], known=known)
        ]
    CommunityAlias.objects.filter(pk__in=[alias.pk for alias in outdated]).delete()
    CommunityAlias.objects.bulk_create(added)
    touched = {alias.community_id for alias in [*added, *outdated]}
    return [community for community in concerned.values() if community.pk in touched]


def _once(names: Iterable[str], *, known: set[str]) -> list[str]:
    first: dict[str, str] = {}
    for name in names:
        if (folded := fold(name)) and folded not in known:
            first.setdefault(folded, name)
    return list(first.values())
