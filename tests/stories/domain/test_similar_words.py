"""Words that two stories both come back to."""

from stories.domain.similar_words import similar_by_words
from tests.factories import make_draft, make_story


def prose(text):
    return [{"type": "text", "value": f"<p>{text}</p>"}]


def test_shared_words_are_told_in_their_order_without_those_of_every_story(uk):
    story = make_story(
        uk,
        challenge=prose("Ветерани ветеранам ветеранів ветеран, театр театри театру; громада громади громаді"),
    )
    other = make_story(
        uk, solution=prose("Театром театр театри; ветеран ветерани ветеранка; громада громади громадам")
    )
    far = make_story(uk, solution=prose("Музей музеї музею; громада громади громаді"))
    draft = make_draft(uk, solution=prose("Театр театри театру"))
    found = similar_by_words(story.pk, candidates=[other.pk, far.pk, draft.pk])
    assert found == {other.pk: ["ветеран", "театр"]}


def test_draft_has_no_words_in_common(uk):
    draft = make_draft(uk, challenge=prose("Театр театри театру"))
    other = make_story(uk, challenge=prose("Театр театри театру"))
    assert similar_by_words(draft.pk, candidates=[other.pk]) == {}


def test_words_of_any_number_of_candidates_take_one_query(uk, django_assert_num_queries):
    first, *others = [make_story(uk, challenge=prose("Театр театри театру")) for _ in range(4)]
    with django_assert_num_queries(1):
        assert similar_by_words(first.pk, candidates=[story.pk for story in others]) == {
            story.pk: ["театр"] for story in others
        }
