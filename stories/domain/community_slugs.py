"""Page addresses of communities: the centre's romanised name, told apart where that is taken."""

from collections import Counter
from collections.abc import Iterable

from stories.domain.region_codes import region_code_of
from stories.domain.register_file import OfficialCommunity
from stories.text.romanisation import romanise, slug_of

_DIGITS = 5


def choose_slugs(communities: Iterable[OfficialCommunity], *, taken: Iterable[str]) -> dict[str, str]:
    """Return an address for each community's code, none of them in `taken`.

    Namesakes all carry their region, «mykolaivka-donetsk», and in one region also the end of their code.
    The same communities always get the same addresses, whatever order they come in.
    """
    ordered = sorted(communities, key=lambda community: community.code)
    plain = {community.code: slug_of(romanise(community.centre_uk)) for community in ordered}
    regional = {code: _with_region(slug, code) for code, slug in plain.items()}
    plain_uses, regional_uses = Counter(plain.values()), Counter(regional.values())
    used, slugs = set(taken), {}
    for code, slug in plain.items():
        candidates = [
            slug if plain_uses[slug] == 1 else "",
            regional[code] if regional_uses[regional[code]] == 1 else "",
            f"{regional[code]}-{code[-_DIGITS:]}" if regional[code] else "",
            code.lower(),
        ]
        slugs[code] = next(candidate for candidate in candidates if candidate and candidate not in used)
        used.add(slugs[code])
    return slugs


def _with_region(slug: str, code: str) -> str:
    region = region_code_of(code)
    return f"{slug}-{region.short}" if slug and region else ""
