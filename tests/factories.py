"""Makes rows for tests through the same doors as the site does. Every function takes only what a test cares about."""

from datetime import date
from io import BytesIO
from itertools import count

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image
from wagtail.models import Locale, Page, Site

from accounts.models import User
from stories.domain.safety import record_published_before
from stories.enums import CommunityKind, Consent, Sector
from stories.models import (
    Category,
    Community,
    Edition,
    HomePage,
    Organisation,
    Region,
    StandardPage,
    StoryImage,
    StoryIndexPage,
    StoryPage,
    StoryPhoto,
)
from stories.text.romanisation import romanise, slug_of
from tests import committed

_numbers = count(1)


def make_user(email="someone@example.org", *, groups=(), **fields):
    user = User.objects.create_user(email, "a-long-test-password", **fields)
    user.groups.set([Group.objects.get(name=name) for name in groups])
    return user


def make_region(code="UA-61", name_uk="Тернопільська область", name_en="Ternopil region"):
    region, _created = Region.objects.get_or_create(
        code=code, defaults={"katottg": f"UA{code[3:]}{0:015d}", "name_uk": name_uk, "name_en": name_en}
    )
    return region


def make_community(name_uk="Тернопільська", centre_uk="Тернопіль", *, region=None, **fields):
    number = next(_numbers)
    centre_en = romanise(centre_uk)
    values = {
        "code": f"UA6104{number:013d}", "slug": f"{slug_of(centre_en)}-{number}", "kind": CommunityKind.URBAN,
        "region": region or make_region(), "name_uk": name_uk, "name_en": romanise(name_uk), "centre_uk": centre_uk,
        "centre_en": centre_en,
    }  # fmt: skip
    return Community.objects.create(**{**values, **fields})


def make_category(slug="youth-engagement", **fields):
    names = {
        "name_uk": "Залучення молоді",
        "name_en": "Youth engagement",
        "short_uk": "Молодь",
        "short_en": "Youth",
    }
    category, _created = Category.objects.get_or_create(slug=slug, defaults={**names, **fields})
    return category


def make_edition(number=2, **fields):
    names = {"name_uk": "Другий конкурс", "name_en": "Second contest", "slug": f"edition-{number}"}
    return Edition.objects.create(number=number, **{**names, **fields})


def make_organisation(
    name_en="Youth Council", name_uk="Молодіжна рада", sector=Sector.CIVIL_SOCIETY, **fields
):
    return Organisation.objects.create(name_uk=name_uk, name_en=name_en, sector=sector, **fields)


# The tables of a tree, in the order in which their rows can be put in.
TREE = ("wagtailcore_locale", "wagtailcore_page", "stories_homepage", "stories_storyindexpage", "stories_standardpage",
        "wagtailcore_site")  # fmt: skip


def plant_tree(kept):
    """The same tree as `make_tree` made when these rows were kept, in a fraction of its time."""
    with connection.cursor() as cursor:
        for table in reversed(TREE):
            cursor.execute(f"DELETE FROM {table}")
    committed.put_in(kept)
    Site.clear_site_root_paths_cache()
    return {index.locale.language_code: index for index in StoryIndexPage.objects.select_related("locale")}


def make_tree():
    """Front page, catalogue and a plain page in both languages; returns the catalogues by language."""
    Page.objects.filter(depth__gt=1).delete()
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    indexes = {}
    home_key = index_key = about_key = None
    for code, slug in (("uk", "home"), ("en", "home-en")):
        locale, _created = Locale.objects.get_or_create(language_code=code)
        home = HomePage(
            title={"uk": "Стійкі громади", "en": "Resilient Communities"}[code], slug=slug, locale=locale
        )
        index = StoryIndexPage(title={"uk": "Історії", "en": "Stories"}[code], slug="stories", locale=locale)
        about = StandardPage(title={"uk": "Про сайт", "en": "About"}[code], slug="about", locale=locale)
        if home_key:
            home.translation_key, index.translation_key, about.translation_key = (
                home_key,
                index_key,
                about_key,
            )
        root.refresh_from_db()
        root.add_child(instance=home)
        home.add_child(instance=index)
        home.add_child(instance=about)
        home_key, index_key, about_key = home.translation_key, index.translation_key, about.translation_key
        if code == "uk":
            Site.objects.create(
                hostname="localhost", root_page=home, is_default_site=True, site_name="Стійкі громади"
            )
        indexes[code] = index
    return indexes


def make_draft(index, *, by=None, **fields):
    """A story with a first revision saved by `by`, reviewed by nobody."""
    story = _add_story(index, **fields)
    story.save_revision(user=by)
    return story


def _add_story(index, *, community=None, category=None, **fields):
    values = {
        "title": f"Історія {next(_numbers)}", "summary": "Громада відкрила простір.", "start_month": date(2023, 7, 1),
        "is_ongoing": True, "locale": index.locale,
    }  # fmt: skip
    story = StoryPage(
        lead_community=community or make_community(),
        category=category or make_category(),
        **{**values, **fields},
    )
    index.add_child(instance=story)
    return story


def make_story(index, *, by=None, **fields):
    """A published story, reviewed as those of the booklet are."""
    if by:
        return publish(make_draft(index, by=by, **fields))
    return publish(_add_story(index, **fields))


def publish(story):
    revision = story.save_revision()
    record_published_before(story)
    revision.publish()
    return StoryPage.objects.get(pk=story.pk)


def translate(story, index, **fields):
    """A published translation of the story in the language of `index`."""
    return make_story(
        index,
        translation_key=story.translation_key,
        community=story.lead_community,
        category=story.category,
        **fields,
    )


def picture_file(name="photo.jpg", *, size=(64, 48), colour=(40, 90, 160), kind="JPEG"):
    stream = BytesIO()
    Image.new("RGB", size, colour).save(stream, kind)
    return ContentFile(stream.getvalue(), name=name)


def make_image(title="Простір", **fields):
    values = {
        "alt_uk": "Люди за столом",
        "alt_en": "People at a table",
        "credit": "Громада",
        "consent": Consent.PEOPLE,
    }
    file = fields.pop("file", None) or picture_file()
    return StoryImage.objects.create(title=title, file=file, **{**values, **fields})


def add_photo(story, image):
    story.photos.add(StoryPhoto(image=image))
    return story
