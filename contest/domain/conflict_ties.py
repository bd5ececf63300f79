"""When a juror and an entry are too close: plain facts about both are compared, nothing is read from the database here.

Better one conflict too many than one too few: the secretariat lifts with a reason what is none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from contest.enums import ConflictGround
from stories.text.folding import fold

# Mailboxes that anybody may have say nothing of where a person works.
PUBLIC_MAIL = frozenset({
    "gmail.com", "googlemail.com", "ukr.net", "i.ua", "meta.ua", "bigmir.net", "email.ua", "online.ua", "ua.fm", "3g.ua",
    "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com",
    "proton.me", "protonmail.com", "pm.me", "tutanota.com", "gmx.net", "gmx.de", "web.de", "aol.com", "zoho.com", "mail.com",
    "fastmail.com", "wp.pl", "o2.pl", "onet.pl", "interia.pl",
    # Kept free for examples.
    "example.org", "example.com", "example.net",
})  # fmt: skip
# Platforms where anybody may have a page, and ends of addresses that are nobody's.
SHARED_HOSTS = frozenset({
    "facebook.com", "fb.com", "fb.watch", "instagram.com", "youtube.com", "youtu.be", "t.me", "telegram.me", "tiktok.com",
    "twitter.com", "x.com", "linkedin.com", "google.com", "goo.gl", "bit.ly", "vimeo.com", "wikipedia.org", "github.com",
    "github.io", "wordpress.com", "blogspot.com", "wixsite.com", "medium.com", "dropbox.com", "microsoft.com", "zoom.us",
    "gov.ua", "com.ua", "org.ua", "edu.ua", "net.ua", "in.ua", "co.ua", "pp.ua", "biz.ua", "info.ua", "ngo.ua", "inf.ua",
    "prom.ua",
})  # fmt: skip
# Left out when organisations are compared: forms of organisations, in which nobody's name lies.
_FORMS = frozenset({
    "го", "гс", "бо", "бф", "мбф", "кп", "кнп", "кз", "ку", "дп", "ду", "тов", "тзов", "фоп", "прат", "пат", "ат", "ngo", "llc",
    "громадська", "організація", "благодійний", "благодійна", "фонд", "комунальний", "комунальне", "некомерційне",
    "підприємство", "заклад", "установа",
})  # fmt: skip
# After the name of a community: its own council and bodies.
_OWN_BODIES = frozenset(
    {"міська", "селищна", "сільська", "територіальна", "громада", "обʼєднана", "обєднана"}
)
_LETTERS = re.compile(r"[^\w ]+")


@dataclass(frozen=True)
class JurorTies:
    """What of a juror may bind them to an entry. `organisation` is written as `organisation_key` writes it."""

    user: int | None = None
    community: int | None = None
    community_code: str = ""
    region: int | None = None
    organisation: str = ""
    domains: frozenset[str] = frozenset()


@dataclass(frozen=True)
class EntryTies:
    """What of an entry may bind it to a juror; mappings give the words in which a find is told."""

    community: int | None = None
    community_name: str = ""
    region: int | None = None
    region_name: str = ""
    taking_part: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)
    domains: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()
    # Earlier work with the same community: accounts and organisations, with the reference of the application.
    past_people: Mapping[int, str] = field(default_factory=dict)
    past_partners: Mapping[str, str] = field(default_factory=dict)


def grounds_between(juror: JurorTies, entry: EntryTies, *, same_region: bool) -> dict[ConflictGround, str]:
    """Return every ground on which the juror may not see the entry, with what was found."""
    found: dict[ConflictGround, str] = {}
    if juror.community is not None and juror.community == entry.community:
        found[ConflictGround.COMMUNITY] = entry.community_name
    if juror.community_code and juror.community_code in entry.taking_part:
        found[ConflictGround.TAKES_PART] = entry.taking_part[juror.community_code]
    if partner := _organisation_in(juror.organisation, entry):
        found[ConflictGround.ORGANISATION] = partner
    if same_region and juror.region is not None and juror.region == entry.region:
        found[ConflictGround.REGION] = entry.region_name
    if domain := _shared_domain(juror.domains, entry.domains):
        found[ConflictGround.EMAIL_DOMAIN] = domain
    if juror.user is not None and juror.user in entry.people:
        found[ConflictGround.MEMBER] = ""
    elif juror.user is not None and juror.user in entry.past_people:
        found[ConflictGround.WORKED_TOGETHER] = entry.past_people[juror.user]
    if juror.organisation and juror.organisation in entry.past_partners:
        found.setdefault(ConflictGround.WORKED_TOGETHER, entry.past_partners[juror.organisation])
    return found


@lru_cache(maxsize=4096)
def organisation_key(name: str) -> str:
    """Return the name as organisations are compared: folded, without quotation marks and forms such as «ГО»."""
    words = _LETTERS.sub(" ", fold(name)).split()
    telling = [word for word in words if word not in _FORMS]
    return " ".join(telling or words)


def mail_domain(address: str) -> str:
    """Return the domain of a mailbox; "" for a public provider's and for what is no address."""
    domain = address.strip().casefold().rpartition("@")[2] if "@" in address else ""
    return "" if domain in PUBLIC_MAIL else domain


def link_domain(address: str) -> str:
    """Return the host of a link without "www."; "" for platforms and for what is no web address."""
    try:
        host = (urlsplit(address.strip()).hostname or "").casefold().removeprefix("www.")
    except ValueError:
        return ""
    shared = host in PUBLIC_MAIL or any(host == each or host.endswith(f".{each}") for each in _PLATFORMS)
    return "" if shared or "." not in host else host


# Every page under a platform's name is somebody else's; under gov.ua each body has its own.
_PLATFORMS = frozenset(host for host in SHARED_HOSTS if not host.endswith(".ua"))


def _organisation_in(organisation: str, entry: EntryTies) -> str:
    """Return the words of the partner, or of the community's own body, that the organisation is."""
    if not organisation:
        return ""
    if organisation in entry.partners:
        return entry.partners[organisation]
    community = organisation_key(entry.community_name)
    rest = organisation.removeprefix(f"{community} ")
    if community and rest != organisation and rest.split()[0] in _OWN_BODIES:
        return entry.community_name
    return ""


def _shared_domain(mine: frozenset[str], theirs: frozenset[str]) -> str:
    """Return a domain of both, also where one is a part of the other (mail.example.gov.ua); the first by name."""
    shared = {
        min(one, other, key=len)
        for one in mine
        for other in theirs
        if one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
    }
    return min(shared - SHARED_HOSTS - PUBLIC_MAIL - {""}, default="")
