"""What templates of the catalogue show of the contest."""

import re

import pytest

from stories.domain.site_tree import ensure_site_tree
from stories.models import StandardPage
from tests.contest.factories import make_call
from tests.factories import make_edition

pytestmark = pytest.mark.django_db


def text_of(answer):
    """The words of a page, each blank as a plain one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            (
                "Drafts that were not submitted: 1 month.", "Personal data of what was submitted: 1 month.",
                "download everything that is kept of you",
            ),
        ),
        (
            "uk",
            (
                "Чернетки, які не подано: 1 місяць.", "Персональні дані в поданому: 1 місяць.",
                "завантажити все, що про вас зберігаємо",
            ),
        ),
    ],
)  # fmt: skip
def test_page_about_privacy_tells_what_is_kept_and_how_long(client, language, sentences):
    ensure_site_tree()
    make_call(drafts_kept_months=2, personal_data_kept_months=1)
    text = text_of(client.get(f"/{language}/privacy/"))
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_only_that_page_tells_it_wherever_it_was_moved(client):
    ensure_site_tree()
    page = StandardPage.objects.get(slug="privacy", locale__language_code="en")
    page.slug = "your-data"
    page.save()
    told = [
        address
        for address in ("/en/your-data/", "/en/about/", "/uk/privacy/", "/uk/about/")
        if "my/data/" in client.get(address).content.decode()
    ]
    assert told == ["/en/your-data/", "/uk/privacy/"]


@pytest.mark.parametrize("number", [1, 3])
def test_page_about_privacy_asks_as_much_for_one_call_as_for_three(client, number, django_assert_num_queries):
    ensure_site_tree()
    for place in range(number):
        make_call(edition=make_edition(place + 3, slug=f"edition-{place}"))
    client.get("/en/privacy/")
    with django_assert_num_queries(10):
        html = client.get("/en/privacy/").content.decode()
    assert html.count("Personal data of what was submitted") == number
