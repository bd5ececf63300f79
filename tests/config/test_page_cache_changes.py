"""A kept page is the right one the moment anything on it is changed, whoever changes it and however."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from freshness import versions
from stories.domain.safety import record_published_before
from stories.models import (
    Category,
    Challenge,
    Community,
    CommunityAlias,
    Edition,
    Organisation,
    Region,
    StandardPage,
    StoryImage,
    StoryPage,
    StoryPartner,
    StoryPhoto,
    StoryTag,
)
from tests import factories

STORY = "/uk/stories/prostir/"
LIST = "/uk/stories/"


@pytest.fixture
def story(committed_site):
    committed_site("changes", make_story_with_names)
    return published()


def make_story_with_names(indexes):
    """A story with everything that has a name of its own."""
    draft = factories.make_draft(
        indexes["uk"], slug="prostir", title="Молодіжний простір",
        community=factories.make_community(slug="hromada"),
    )  # fmt: skip
    draft.tags.add(StoryTag.objects.create(name="молодь", slug="youth"))
    draft.challenges.add(
        Challenge.objects.create(slug="meet", name_uk="Ніде зустрічатися", name_en="Nowhere to meet")
    )
    draft.partners.add(StoryPartner(organisation=factories.make_organisation(), sort_order=0))
    draft.photos.add(StoryPhoto(image=factories.make_image(), sort_order=0))
    CommunityAlias.objects.create(community=draft.lead_community, name_uk="Колишня", name_en="Former")
    factories.make_edition()
    draft.save()
    factories.publish(StoryPage.objects.get(pk=draft.pk))


def published():
    return StoryPage.objects.get(slug="prostir", locale__language_code="uk")


def publish_again(**fields):
    story = published()
    for name, value in fields.items():
        setattr(story, name, value)
    story.save_revision()
    record_published_before(story)
    story.get_latest_revision().publish()


def unpublish():
    published().unpublish()


def delete():
    unpublish()
    published().delete()


def publish_another():
    factories.make_story(published().get_parent().specific, title="Другий простір")


def save(model, **fields):
    def change():
        row = model.objects.get()
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()

    return change


def save_community():
    community = published().lead_community
    community.name_uk = "Перейменована"
    community.save()


def move():
    home = published().get_parent().get_parent().specific
    shelf = home.add_child(instance=StandardPage(title="Архів", slug="arkhiv", locale=home.locale))
    published().move(shelf, pos="last-child")


def raw_sql():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = %s WHERE slug = %s", ["Сирий запит", "prostir"])


def in_a_transaction():
    with transaction.atomic():
        Category.objects.update(name_uk="Перша назва")
        Category.objects.update(name_uk="Друга назва")


def scheduled():
    story = published()
    story.expire_at = timezone.now() - timezone.timedelta(minutes=1)
    story.save_revision(approved_go_live_at=None)
    story.save()
    call_command("publish_scheduled")


def translate():
    english = Page.objects.get(slug="stories", locale__language_code="en").specific
    factories.translate(published(), english, title="Youth space", slug="prostir")


CHANGES = {
    "publishing a new version": (STORY, lambda: publish_again(title="Нова назва")),
    "publishing with another summary": (LIST, lambda: publish_again(summary="Інший виклад.")),
    "publishing another story": (LIST, publish_another),
    "publishing another story, seen by search": ("/uk/stories/?q=простір", publish_another),
    "publishing another story, seen in the feed": ("/uk/feed/", publish_another),
    "publishing another story, seen by programs": ("/api/v1/stories", publish_another),
    "publishing another story, seen by robots": ("/sitemap.xml", publish_another),
    "publishing a translation": (STORY, translate),
    "taking down": (STORY, unpublish),
    "taking down, seen in the list": (LIST, unpublish),
    "taking down, seen in the region": ("/uk/regions/UA-61/", unpublish),
    "the schedule": (STORY, scheduled),
    "deleting": (STORY, delete),
    "moving": (STORY, move),
    "another address": (LIST, lambda: publish_again(slug="inshyi")),
    "another address, seen at the old one": (STORY, lambda: publish_again(slug="inshyi")),
    "a category's name": (STORY, save(Category, name_uk="Нова категорія")),
    "a category's name in bulk": (STORY, lambda: Category.objects.update(name_uk="Нова категорія")),
    "a category's address": (LIST, save(Category, slug="another")),
    "a region's name": ("/uk/regions/", save(Region, name_uk="Інша область")),
    "a community's name": (STORY, save_community),
    "a community under occupation": (STORY, lambda: Community.objects.update(is_occupied=True)),
    "a former name": ("/uk/communities/hromada/", lambda: CommunityAlias.objects.all().delete()),
    "an organisation's name": (STORY, save(Organisation, name_uk="Рада молоді")),
    "a challenge's name": (STORY, save(Challenge, name_uk="Немає простору")),
    "a tag's name": (STORY, save(StoryTag, name="юність")),
    "a photo's description in bulk": (STORY, lambda: StoryImage.objects.update(alt_uk="Діти грають")),
    "an edition's name": ("/uk/contest/", save(Edition, name_uk="Перейменований конкурс")),
    "a new edition": ("/uk/contest/", lambda: factories.make_edition(3, name_uk="Третій конкурс")),
    "raw SQL": (STORY, raw_sql),
    "a transaction": (STORY, in_a_transaction),
    "another program, told by hand": (STORY, lambda: None),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_seen_at_once(story, cached, uncached, django_application, name):
    path, change = CHANGES[name]
    before = cached.get(path)
    assert cached.get(path) == before
    made = django_application.count
    change()
    if name == "another program, told by hand":
        versions.forget()
        assert cached.get(path) == before
        assert django_application.count == made + 1
        return
    after, right = cached.get(path), uncached.get(path)
    assert (after.status, after.body) == (right.status, right.body)
    assert (after.status, after.body) != (before.status, before.body)


def test_front_page_of_the_site_is_seen_at_once(story, cached):
    assert cached.get("/uk/about/").status == 200
    other = StandardPage(title="Інша", slug="insha", locale=Locale.objects.get(language_code="uk"))
    Page.get_first_root_node().add_child(instance=other)
    Site.objects.get().delete()
    Site.objects.create(hostname="localhost", root_page=other, is_default_site=True)
    assert cached.get("/uk/about/").status == 404


def test_front_page_that_another_process_chose_is_seen_at_once(story, cached, uncached):
    assert "/uk/stories/prostir/" in cached.get(LIST).text
    with connection.cursor() as cursor:
        # Past Wagtail, which would tell this process's cache.
        cursor.execute("UPDATE wagtailcore_page SET slug = 'house', url_path = '/house/' WHERE slug = 'home'")
        cursor.execute("UPDATE wagtailcore_page SET url_path = replace(url_path, '/home/', '/house/')")
    assert "/uk/stories/prostir/" in cached.get(LIST).text


def test_redirect_is_followed_at_once(story, cached):
    assert cached.get("/uk/old/").status == 404
    Redirect.objects.create(old_path="/uk/old", redirect_link="/uk/about/", site=Site.objects.get())
    assert cached.get("/uk/old/").status == 301


def test_change_of_something_else_keeps_the_page(story, cached, django_application):
    cached.get(STORY)
    factories.make_user("somebody@example.org")
    story.title = "Чернетка"
    story.save_revision()
    cached.get(STORY)
    assert django_application.count == 1


def test_change_that_is_rolled_back_keeps_the_page(story, cached, django_application):
    before = cached.get(STORY)
    with transaction.atomic():
        Category.objects.update(name_uk="Ніколи")
        transaction.set_rollback(True)
    assert cached.get(STORY) == before
    assert django_application.count == 1


def test_page_that_was_being_made_during_a_change_is_not_kept(story, cached, django_application):
    original = django_application.application

    def change_meanwhile(environ, start_response):
        body = original(environ, start_response)
        Category.objects.update(name_uk=f"Назва {django_application.count}")
        return body

    django_application.application = change_meanwhile
    cached.get(STORY)
    django_application.application = original
    assert "Назва 1" in cached.get(STORY).text
    assert django_application.count == 2
