"""The command that imports stories: what it says, in which language, and when it writes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stories.domain.safety import authors_of
from stories.models import StoryPage
from tests.factories import make_user
from tests.stories.domain.exchange.samples import good_story, make_places, write_json


@pytest.fixture
def path(indexes, tmp_path):
    make_places()
    return tmp_path / "a.json"


def told(*arguments):
    output = StringIO()
    call_command("import_stories", *map(str, arguments), stdout=output)
    return output.getvalue().splitlines()


def test_without_apply_it_only_tells(path):
    write_json(path, good_story())
    assert told(path) == [
        "Прочитано 1 історію.",
        "Чернетки: додано 2, оновлено 0, без змін 0, не зачеплено 0.",
        "Нова організація: Міська рада (city-council)",
        "Новий тег: хаб (hub)",
        "Новий тег: молодь (youth)",
        "Це була лише проба: нічого не змінено. Щоб імпортувати, додайте --apply.",
    ]
    assert StoryPage.objects.count() == 0


def test_with_apply_it_writes_and_a_second_time_leaves_alone_what_was_touched(path):
    write_json(path, good_story())
    assert told(path, "--apply")[-1] == "Кожна чернетка чекає на перевірку безпеки; нічого не опубліковано."
    page = StoryPage.objects.get(locale__language_code="en")
    page.title = "Edited"
    page.save_revision(user=make_user())
    assert told(path, "--apply", "--language", "en") == [
        "1 story read.",
        "Drafts: 0 added, 0 updated, 1 unchanged, 1 left alone.",
        "  hub (en): was edited since",
        "Every draft awaits its safety review; nothing was published.",
    ]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("uk", "Нічого не імпортовано: 1 помилка.\nісторія 1, стовпець start: Це поле обовʼязкове."),
        ("en", "Nothing was imported: 1 fault.\nstory 1, column start: This must be filled in."),
    ],
)
def test_faults_are_told_in_the_language_asked_for(path, language, message):
    write_json(path, good_story(start=""))
    with pytest.raises(CommandError) as caught:
        told(path, "--apply", "--language", language)
    assert str(caught.value) == message


def test_author_is_the_account_named(path):
    person = make_user("editor@example.org")
    write_json(path, good_story())
    told(path, "--apply", "--by", "Editor@example.org")
    assert {author for page in StoryPage.objects.all() for author in authors_of(page)} == {person.pk}


def test_unknown_account_is_refused(path):
    write_json(path, good_story())
    with pytest.raises(CommandError, match=r"Облікового запису з адресою nobody@example\.org немає\."):
        told(path, "--apply", "--by", "nobody@example.org")
    assert StoryPage.objects.count() == 0
