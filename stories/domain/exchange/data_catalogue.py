"""The description of the open data for data portals: DCAT 3 as JSON-LD whose context stands in the file itself."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from stories.domain.exchange.bundles import full_address
from stories.domain.exchange.export import SHAPE, dataset_title, last_published
from stories.enums import LICENCE_URLS, Language, Licence

_EU = "http://publications.europa.eu/resource/authority"
_CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", "@container": "@language"},
    "description": {"@id": "dct:description", "@container": "@language"},
    "keyword": {"@id": "dcat:keyword", "@container": "@language"},
    "name": {"@id": "foaf:name", "@container": "@language"},
    "homepage": {"@id": "foaf:homepage", "@type": "@id"},
    "publisher": "dct:publisher",
    "dataset": "dcat:dataset",
    "service": "dcat:service",
    "distribution": "dcat:distribution",
    "contactPoint": "dcat:contactPoint",
    "hasEmail": {"@id": "vcard:hasEmail", "@type": "@id"},
    "identifier": "dct:identifier",
    "version": "dcat:version",
    "modified": {"@id": "dct:modified", "@type": "xsd:dateTime"},
    "mediaType": {"@id": "dcat:mediaType", "@type": "@id"},
    **{
        term: {"@id": iri, "@type": "@id"}
        for term, iri in {
            "licence": "dct:license", "language": "dct:language", "spatial": "dct:spatial", "theme": "dcat:theme",
            "conformsTo": "dct:conformsTo", "accrualPeriodicity": "dct:accrualPeriodicity", "format": "dct:format",
            "landingPage": "dcat:landingPage", "accessURL": "dcat:accessURL", "downloadURL": "dcat:downloadURL",
            "accessService": "dcat:accessService", "endpointURL": "dcat:endpointURL",
            "endpointDescription": "dcat:endpointDescription", "servesDataset": "dcat:servesDataset",
        }.items()
    },
}  # fmt: skip
_LANGUAGES = [f"{_EU}/language/UKR", f"{_EU}/language/ENG"]
_THEMES = [f"{_EU}/data-theme/{theme}" for theme in ("SOCI", "GOVE", "REGI")]
_UKRAINE = f"{_EU}/country/UKR"
_OPENAPI = "https://spec.openapis.org/oas/v3.1.0"
_RFC_CSV, _RFC_ATOM = "https://www.rfc-editor.org/info/rfc4180", "https://www.rfc-editor.org/info/rfc4287"


def data_catalogue() -> dict[str, Any]:
    """The catalogue of data sets: one data set of stories, its files, feeds and the interface for programs."""
    licence, publisher = LICENCE_URLS[Licence.CC_BY], _publisher()
    modified = last_published()
    dataset = {
        "@id": full_address("/data/#stories"),
        "@type": "dcat:Dataset",
        "identifier": full_address("/data/#stories"),
        "title": dataset_title(),
        "description": _told(_description),
        "keyword": _told(_keywords),
        "licence": licence,
        "publisher": {"@id": publisher["@id"]},
        "language": _LANGUAGES,
        "spatial": _UKRAINE,
        "theme": _THEMES,
        "version": SHAPE,
        "accrualPeriodicity": f"{_EU}/frequency/IRREG",
        "conformsTo": full_address("/data/fields.json"),
        "landingPage": [full_address(f"/{language}/data/") for language in Language.values],
        "distribution": [*_files(licence), *_feeds(licence), _interface(licence)],
        **({"modified": modified.isoformat(timespec="seconds")} if modified else {}),
    }
    if settings.CONTACT_EMAIL:
        dataset["contactPoint"] = {
            "@type": "vcard:Organization", "hasEmail": f"mailto:{settings.CONTACT_EMAIL}", "vcard:fn": _site_names()["en"],
        }  # fmt: skip
    return {
        "@context": _CONTEXT,
        "@id": full_address("/data/catalogue.jsonld"),
        "@type": "dcat:Catalog",
        "title": _told(_catalogue_title),
        "description": _told(_description),
        "publisher": publisher,
        "licence": licence,
        "language": _LANGUAGES,
        "spatial": _UKRAINE,
        "homepage": full_address("/"),
        "dataset": [dataset],
        "service": [_service(licence)],
    }


def _files(licence: str) -> list[dict[str, Any]]:
    kinds = [
        ("json", "application/json", "JSON", full_address("/data/fields.json")),
        ("csv", "text/csv", "CSV", _RFC_CSV),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", full_address("/data/fields.json")),
    ]  # fmt: skip
    return [
        {
            "@id": full_address(f"/data/#{kind}"),
            "@type": "dcat:Distribution",
            "title": dict.fromkeys(Language.values, kind.upper()),
            "accessURL": [full_address(f"/{language}/data/") for language in Language.values],
            "downloadURL": full_address(f"/data/stories.{kind}"),
            "mediaType": f"https://www.iana.org/assignments/media-types/{media}",
            "format": f"{_EU}/file-type/{file_type}",
            "conformsTo": shape,
            "licence": licence,
            "language": _LANGUAGES,
        }
        for kind, media, file_type, shape in kinds
    ]


def _feeds(licence: str) -> list[dict[str, Any]]:
    return [
        {
            "@id": full_address(f"/data/#atom-{language}"),
            "@type": "dcat:Distribution",
            "title": dict.fromkeys(Language.values, f"Atom ({language})"),
            "accessURL": full_address(f"/{language}/feed/"),
            "downloadURL": full_address(f"/{language}/feed/"),
            "mediaType": "https://www.iana.org/assignments/media-types/application/atom+xml",
            "format": f"{_EU}/file-type/ATOM",
            "conformsTo": _RFC_ATOM,
            "licence": licence,
            "language": _LANGUAGES[position],
        }
        for position, language in enumerate(Language.values)
    ]


def _interface(licence: str) -> dict[str, Any]:
    return {
        "@id": full_address("/data/#api"),
        "@type": "dcat:Distribution",
        "title": dict.fromkeys(Language.values, "API"),
        "accessURL": full_address("/api/v1/docs"),
        "accessService": {"@id": full_address("/api/v1/")},
        "conformsTo": _OPENAPI,
        "licence": licence,
        "language": _LANGUAGES,
    }


def _service(licence: str) -> dict[str, Any]:
    return {
        "@id": full_address("/api/v1/"),
        "@type": "dcat:DataService",
        "title": dict.fromkeys(Language.values, "API"),
        "endpointURL": full_address("/api/v1/"),
        "endpointDescription": full_address("/api/v1/openapi.json"),
        "conformsTo": _OPENAPI,
        "licence": licence,
        "servesDataset": {"@id": full_address("/data/#stories")},
    }


def _publisher() -> dict[str, Any]:
    return {
        "@id": full_address("/#publisher"),
        "@type": "foaf:Organization",
        "name": _site_names(),
        "homepage": full_address("/"),
    }


def _site_names() -> dict[str, Any]:
    return _told(lambda: _("Resilient Communities"))


def _catalogue_title() -> str:
    return _("Open data of Resilient Communities")


def _description() -> str:
    return _(
        "Stories of how Ukrainian communities hold on and work together in time of war: what was wrong, what was done, "
        "what came of it in figures, with whom, and what another community needs to repeat it. In Ukrainian and English."
    )


def _keywords() -> list[str]:
    return [
        _("territorial communities"), _("resilience"), _("local self-government"), _("recovery"), _("Ukraine"),
        _("good practices"),
    ]  # fmt: skip


def _told(words: Any) -> dict[str, Any]:
    """What `words` returns in each language."""
    told = {}
    for language in Language.values:
        with override(language):
            told[language] = words()
    return told
