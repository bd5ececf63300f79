"""ISO 3166-2 codes and English names of the regions.

KATOTTG numbers the regions in the same way as ISO 3166-2 for all but five: Crimea, Luhansk, Chernivtsi, Kyiv
and Sevastopol have numbers of their own there, so the codes are looked up and never worked out.
"""

from typing import NamedTuple


class RegionCode(NamedTuple):
    """`short` is what tells apart the page addresses of two communities with the same centre's name."""

    iso: str
    name_en: str
    short: str


# The key is the beginning of the region's KATOTTG code.
REGION_CODES: dict[str, RegionCode] = {
    "UA01": RegionCode("UA-43", "Autonomous Republic of Crimea", "crimea"),
    "UA05": RegionCode("UA-05", "Vinnytsia region", "vinnytsia"),
    "UA07": RegionCode("UA-07", "Volyn region", "volyn"),
    "UA12": RegionCode("UA-12", "Dnipropetrovsk region", "dnipropetrovsk"),
    "UA14": RegionCode("UA-14", "Donetsk region", "donetsk"),
    "UA18": RegionCode("UA-18", "Zhytomyr region", "zhytomyr"),
    "UA21": RegionCode("UA-21", "Zakarpattia region", "zakarpattia"),
    "UA23": RegionCode("UA-23", "Zaporizhzhia region", "zaporizhzhia"),
    "UA26": RegionCode("UA-26", "Ivano-Frankivsk region", "ivano-frankivsk"),
    "UA32": RegionCode("UA-32", "Kyiv region", "kyiv-region"),
    "UA35": RegionCode("UA-35", "Kirovohrad region", "kirovohrad"),
    "UA44": RegionCode("UA-09", "Luhansk region", "luhansk"),
    "UA46": RegionCode("UA-46", "Lviv region", "lviv"),
    "UA48": RegionCode("UA-48", "Mykolaiv region", "mykolaiv"),
    "UA51": RegionCode("UA-51", "Odesa region", "odesa"),
    "UA53": RegionCode("UA-53", "Poltava region", "poltava"),
    "UA56": RegionCode("UA-56", "Rivne region", "rivne"),
    "UA59": RegionCode("UA-59", "Sumy region", "sumy"),
    "UA61": RegionCode("UA-61", "Ternopil region", "ternopil"),
    "UA63": RegionCode("UA-63", "Kharkiv region", "kharkiv"),
    "UA65": RegionCode("UA-65", "Kherson region", "kherson"),
    "UA68": RegionCode("UA-68", "Khmelnytskyi region", "khmelnytskyi"),
    "UA71": RegionCode("UA-71", "Cherkasy region", "cherkasy"),
    "UA73": RegionCode("UA-77", "Chernivtsi region", "chernivtsi"),
    "UA74": RegionCode("UA-74", "Chernihiv region", "chernihiv"),
    "UA80": RegionCode("UA-30", "Kyiv", "kyiv"),
    "UA85": RegionCode("UA-40", "Sevastopol", "sevastopol"),
}
KYIV = "UA80"


def region_code_of(katottg: str) -> RegionCode | None:
    """The region in which a place with this KATOTTG code lies; None where no region begins so."""
    return REGION_CODES.get(katottg[:4])
