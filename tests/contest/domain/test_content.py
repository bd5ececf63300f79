"""The text of a version: one for one content, whatever the order in which it was typed."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.content import canonical, content_hash, says_the_same, version_content, without_removed
from contest.models import ApplicationFile
from tests.contest.factories import make_application

texts = st.text(st.characters(codec="utf-8"), max_size=20)
contents = st.dictionaries(texts, st.one_of(texts, st.lists(texts, max_size=3)), max_size=6)


@given(contents, st.randoms())
def test_same_content_in_any_order_is_the_same_text(content, random):
    pairs = list(content.items())
    random.shuffle(pairs)
    assert canonical(dict(pairs)) == canonical(content)
    assert json.loads(canonical(content)) == content


@given(contents, contents)
def test_other_content_has_another_hash(first, second):
    assert (content_hash(canonical(first)) == content_hash(canonical(second))) == (first == second)


def test_text_and_hash_stay_what_they_were():
    text = canonical({"ї": ["б", "а"], "a": "«1»"})
    assert text == '{"a":"«1»","ї":["б","а"]}'
    assert content_hash(text) == "f7d03016151cd76b94c55e646d2f9d2deb3bdf0a76527965c2e2d94c5bec2384"


def test_empty_fields_and_removed_items_are_no_content():
    values = {
        "title": "Є", "summary": "", "challenges": [], "question/q": "так", "eligible/1": "yes", "stages/aaaaaaaa": "1",
        "stages/aaaaaaaa/title": "Є", "stages/bbbbbbbb": "", "stages/bbbbbbbb/title": "Прибрано", "stages/cccccccc/title": "?",
    }  # fmt: skip
    assert without_removed(values) == {
        "title": "Є", "question/q": "так", "eligible/1": "yes", "stages/aaaaaaaa": "1", "stages/aaaaaaaa/title": "Є",
    }  # fmt: skip


@pytest.mark.django_db
def test_version_names_the_files_that_answers_name():
    application = make_application(answers={})
    kept, gone = (
        ApplicationFile.objects.create(
            application=application, kind="photo", file="x", name=name, content_type="image/jpeg", size=7,
            sha256=name[0] * 64, added_at=timezone.now(),
        )
        for name in ("a.jpg", "b.jpg")
    )  # fmt: skip
    for path, value in (
        ("photos/aaaaaaaa", "1"),
        ("photos/aaaaaaaa/file", str(kept.public_id)),
        ("title", str(gone.pk)),
    ):
        application.answers.create(path=path, value=value, saved_at=timezone.now())
    now = timezone.now()
    text = version_content(application, number=1, at=now)
    assert json.loads(text)["files"] == [
        {"id": str(kept.public_id), "name": "a.jpg", "sha256": "a" * 64, "size": 7}
    ]
    assert says_the_same(text, version_content(application, number=2, at=now + timedelta(days=1)))
    application.language = "en"
    assert not says_the_same(text, version_content(application, number=2, at=now))
