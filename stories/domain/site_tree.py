"""The site's own pages in both languages, made from a data file where they are missing."""

import tomllib
from itertools import chain, count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from stories.domain.story_content import paragraphs, stream_block, translation_key
from stories.domain.vocabulary import DATA
from stories.models import HomePage, HousePage, SeededPage, StandardPage, StoryIndexPage

PLAIN_PAGES = ("about", "accessibility", "privacy")


@transaction.atomic
def ensure_site_tree(path: Path = DATA / "pages.toml") -> list[str]:
    """Make the front page, the catalogue and the plain pages of each language where they were never made.

    Returns the keys of the pages added. Pages that editors changed, moved or deleted stay as they are. The stock
    welcome page, if the site has nothing else, gives way.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    added: list[str] = []
    for code, _name in settings.LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=code)
        home = _ensure_home(data["home"], locale, added)
        if home is None:
            continue
        index = data["stories"]
        _ensure(StoryIndexPage, "stories", index, locale=locale, parent=home, added=added, slug="stories")
        for key in PLAIN_PAGES:
            sections = [
                stream_block(
                    key, f"sections/{n}", kind="section",
                    value={"heading": row[f"heading_{code}"], "text": paragraphs(row[f"text_{code}"])},
                )
                for n, row in enumerate(data[key]["sections"])
            ]  # fmt: skip
            _ensure(
                StandardPage,
                key,
                data[key],
                locale=locale,
                parent=home,
                added=added,
                slug=key,
                sections=sections,
            )
    return added


def _ensure_home(row: dict[str, Any], locale: Locale, added: list[str]) -> HomePage | None:
    root = Page.get_first_root_node()
    code = locale.language_code
    # Two front pages stand side by side under the root, so their slugs must differ; neither shows in an address.
    slug = "home" if code == settings.LANGUAGE_CODE else f"home-{code}"
    if code == settings.LANGUAGE_CODE and not HomePage.objects.exists():
        _remove_stock_page()
        root.refresh_from_db()
    taken = set(root.get_children().values_list("slug", flat=True))
    slug = next(name for name in chain([slug], (f"{slug}-{n}" for n in count(2))) if name not in taken)
    made = len(added)
    home = _ensure(HomePage, "home", row, locale=locale, parent=root, added=added, slug=slug)
    if code == settings.LANGUAGE_CODE and home is not None:
        _open_site_at(home, is_new=len(added) > made)
    return home


def _open_site_at(home: HomePage, *, is_new: bool) -> None:
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    host = {"hostname": address.hostname or "localhost", "port": port}
    whole = {**host, "root_page": home, "site_name": settings.WAGTAIL_SITE_NAME}
    # The address follows the settings at every run; the rest is an administrator's once it was made.
    Site.objects.update_or_create(
        is_default_site=True, defaults=whole if is_new else host, create_defaults=whole
    )


def _ensure(
    model: type[HousePage],
    key: str,
    row: dict[str, Any],
    *,
    locale: Locale,
    parent: Page,
    added: list[str],
    **fields: Any,
) -> Any:
    code = locale.language_code
    seeded, _created = SeededPage.objects.get_or_create(key=f"page/{key}", language=code)
    if seeded.fingerprint:
        return model.objects.filter(pk=seeded.page_id).first()
    page = model(
        locale=locale, translation_key=translation_key(f"page/{key}"), title=row[f"title_{code}"],
        lead=row.get(f"lead_{code}", ""), **fields,
    )  # fmt: skip
    parent.add_child(instance=page)
    page.save_revision().publish()
    seeded.page_id, seeded.fingerprint = page.pk, "made"
    seeded.save()
    added.append(f"{key} ({code})")
    return page


def _remove_stock_page() -> None:
    stock = Page.objects.filter(depth=2, slug="home").first()
    if stock and stock.specific_class is Page and not stock.get_children().exists():
        Site.objects.filter(root_page=stock).delete()
        stock.delete()
