"""Search over the eleven stories of the booklet, with what people would type."""

import pytest

from stories.domain.search import find_stories
from stories.domain.search_index import index_faults
from stories.models import SearchDocument, StoryPage

pytestmark = pytest.mark.django_db
ALL = {
    "balakliia-cube-youth-hub", "chernivtsi-internships", "haivoron-support-and-recovery", "kamianske-leaders-of-change",
    "kreminna-working-group", "kyiv-vcentri-hub", "mariupol-i-mariupol", "shpola-veteran-hub", "ternopil-youth-programme",
    "volodymyr-creative-youth", "zviahel-book-that-heals",
}  # fmt: skip


@pytest.fixture
def find(loaded, db):
    """Search and name the stories found by their addresses."""
    slugs = dict(StoryPage.objects.values_list("pk", "slug"))

    def search(text, language="uk"):
        return [slugs[pk] for pk in find_stories(text, language=language).ids]

    return search


def test_loading_stories_leaves_an_index_in_step(loaded):
    assert SearchDocument.objects.count() == 22
    assert index_faults() == []


@pytest.mark.parametrize("form", ["громада", "громади", "громадою", "ГРОМАДИ", "community", "hromada"])
def test_community_in_any_form_finds_every_story(find, form):
    assert set(find(form)) == ALL


def test_all_forms_of_youth_find_the_same_stories(find):
    expected = set(find("молодь"))
    assert len(expected) == 8
    assert [set(find(form)) for form in ("молоддю", "молоді", "Молоддю")] == [expected] * 3


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Тернопіль", "uk", ["ternopil-youth-programme"]),
        ("у Тернополі", "uk", ["ternopil-youth-programme"]),
        ("Ternopil", "uk", ["ternopil-youth-programme"]),
        ("Дніпродзержинськ", "uk", ["kamianske-leaders-of-change"]),
        ("Новоград-Волинський", "uk", ["zviahel-book-that-heals"]),
        ("Novohrad-Volynskyi", "en", ["zviahel-book-that-heals"]),
        ("стажування в міській раді", "uk", ["chernivtsi-internships"]),
        ("internships", "en", ["chernivtsi-internships"]),
        ("укриттів", "uk", ["kamianske-leaders-of-change"]),
        ("«простір для ветеранів»", "uk", ["shpola-veteran-hub"]),
        ("маріупольці", "uk", ["mariupol-i-mariupol"]),
        ("шахи", "uk", ["shpola-veteran-hub"]),
        (
            "veterans", "en",
            ["shpola-veteran-hub", "haivoron-support-and-recovery", "zviahel-book-that-heals", "kyiv-vcentri-hub"],
        ),
        ("how do others involve young people?", "en", ["balakliia-cube-youth-hub", "kreminna-working-group"]),
    ],
)  # fmt: skip
def test_query_finds_these_stories_in_this_order(find, text, language, expected):
    assert find(text, language) == expected


def test_question_of_veterans_finds_where_they_meet(find):
    result = find("ветеранам ніде зустрічатися")
    assert set(result[:4]) == {
        "haivoron-support-and-recovery", "shpola-veteran-hub", "zviahel-book-that-heals", "kyiv-vcentri-hub",
    }  # fmt: skip


def test_english_word_on_the_ukrainian_site_finds_through_the_translation(find):
    assert find("veterans") == find("veterans", "en")
