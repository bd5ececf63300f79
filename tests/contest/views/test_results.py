"""The page of an edition's results: what it tells once they are out, and that nothing of it is there before."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.declaring import declare_ranking
from contest.domain.story_of_application import story_key
from contest.domain.winners import publish_winners
from contest.enums import ApplicationStatus
from contest.models import Application, Call, Juror, ResultsNote, SpecialAward
from stories.domain.safety import record_published_before
from stories.models import StoryPage
from tests.contest.juries import make_judged_call
from tests.contest.publications import make_citation, make_published
from tests.contest.rankings import make_scored
from tests.factories import make_category, make_edition, make_region, make_story, make_user

ADDRESS = "/en/contest/third/"

pytestmark = pytest.mark.usefixtures("indexes")


@pytest.fixture
def staff(db):
    return make_user("staff@results.example")


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def judge(staff, *, scores=((5, 4), (4, 4), (1, 1)), winners=2, **terms):
    """A declared call with so many winners, of whom the first gets the special award too."""
    award = make_category("open-government", special_award=True, name_en="Open Government")
    call = make_judged_call()
    call.special_awards = [SpecialAward(award=award)]
    call.save()
    _call, entries, _jurors = make_scored(scores, call=call, winners=winners, **terms)
    declare_ranking(call, by=staff, at=call.judging_closes_at)
    return call, entries, award


def let_out(call, staff):
    """What publishing does, as far as the page asks: the fact itself and the winners' stories."""
    make_published(call)
    for draft in publish_winners(call, by=staff, at=timezone.now()):
        story = StoryPage.objects.get(translation_key=story_key(draft.application))
        revision = story.save_revision()
        record_published_before(story)
        revision.publish()


def honoured(answer):
    """{category: [reading title or None, citation] of each}."""
    return {
        group.category.slug: [(row.story and row.story.title, row.citation) for row in group.honoured]
        for group in answer.context["results"].groups
    }


def test_page_says_nothing_of_results_before_they_are_out(client, staff):
    award = make_category("open-government", special_award=True)
    call = make_judged_call()
    call.special_awards = [SpecialAward(award=award)]
    call.save()
    _call, (winner, _other), _jurors = make_scored([[5, 4], [3, 3]], call=call)
    past = timezone.now() - timedelta(minutes=1)
    # The day of the results has come.
    dates = {"judging_closes_at": past - timedelta(days=1), "results_at": past}
    Call.objects.filter(pk=call.pk).update(**dates)
    addresses = [f"/{language}/contest/{path}" for language in ("uk", "en") for path in ("third/", "")]
    before = [client.get(address).content for address in addresses]
    declare_ranking(call, by=staff, at=call.judging_closes_at)
    make_citation(winner)
    publish_winners(call, by=staff, at=timezone.now())
    assert [client.get(address).content for address in addresses] == before


def test_results_tell_of_everybody_who_was_honoured(client, staff):
    call, (first, second, _third), award = judge(staff)
    make_citation(first, en="For its people.")
    make_citation(first, award=award, en="For its openness.")
    let_out(call, staff)
    ResultsNote.objects.create(
        call=call, at=timezone.now(), text_uk="Уточнено.", text_en="A name was corrected."
    )
    answer = client.get(ADDRESS)
    assert honoured(answer) == {
        "open-government": [(first.title, "For its openness.")],
        "youth": [(first.title, "For its people."), (second.title, "")],
    }
    results, text = answer.context["results"], text_of(answer)
    assert (results.honoured, results.figures.applications, results.figures.communities) == (2, 3, 3)
    assert results.in_short == "The jury honoured 2 stories. 3 applications came from 3 communities."
    expected = [
        "The results are out", "A name was corrected.", "For its openness.", "2 jurors read the applications.",
        "How scores become one", results.judging.fingerprint, "python3 verify_protocol.py protocol-third.json",
    ]  # fmt: skip
    assert [words for words in expected if words not in text] == []
    nodes = json.loads(re.search(r'ld\+json">(.*?)</script>', answer.content.decode(), re.DOTALL)[1])[
        "@graph"
    ]
    awards = [node["award"] for node in nodes if node.get("award")]
    assert awards == [
        ["Second contest: Open Government", "Second contest: Youth engagement"],
        ["Second contest: Youth engagement"],
    ]


def test_winner_whose_story_was_taken_down_is_named_by_community_alone(client, staff):
    call, (first, second, _third), _award = judge(staff)
    make_citation(first, en="For its shelter.")
    let_out(call, staff)
    StoryPage.objects.get(translation_key=story_key(first)).unpublish()
    Application.objects.filter(pk=second.pk).update(
        status=ApplicationStatus.DISQUALIFIED, released_status=ApplicationStatus.DISQUALIFIED
    )
    answer = client.get(ADDRESS)
    assert honoured(answer) == {"open-government": [(None, "")], "youth": [(None, "")]}
    text = text_of(answer)
    told = [first.community.display_name, "This story is not published.", first.title, "For its shelter."]
    assert [words in text for words in told] == [True, True, False, False]
    assert answer.context["results"].honoured == 1


def test_jurors_are_named_only_where_the_frozen_rules_say_so(client, staff):
    region = make_region("UA-05", "Вінницька область", "Vinnytsia region")
    for edition, is_public in ((None, False), (make_edition(4, slug="fourth"), True)):
        call = make_judged_call(**({"edition": edition} if edition else {}))
        make_scored([[5, 4]], call=call, jurors_public=is_public)
        declare_ranking(call, by=staff, at=call.judging_closes_at)
        make_published(call)
    Juror.objects.update(region=region)
    closed, open_ = (client.get(f"/en/contest/{slug}/") for slug in ("third", "fourth"))
    names = list(Juror.objects.values_list("name", flat=True))
    assert [name for name in names if name in text_of(closed)] == []
    assert "They come from: Vinnytsia region." in text_of(closed)
    assert sorted(open_.context["results"].judging.jury.names) == sorted(
        Juror.objects.filter(call__edition__slug="fourth").values_list("name", flat=True)
    )
    Juror.objects.filter(code="J01").update(region=None)
    assert "They come from" not in text_of(client.get(ADDRESS))


@pytest.mark.parametrize("number", [1, 3])
def test_results_need_the_same_queries_for_1_and_3_winners(client, staff, number, django_assert_num_queries):
    call, _entries, _award = judge(staff, scores=[[5 - place] * 2 for place in range(number)], winners=number)
    let_out(call, staff)
    client.get(ADDRESS)
    with django_assert_num_queries(34):
        assert client.get(ADDRESS).context["results"].honoured == number


def test_archive_tells_of_each_edition_what_is_public_of_it(client, uk, staff):
    call, _entries, _award = judge(staff)
    second = make_edition(2, slug="second", applications=112, communities=82)
    make_story(uk, edition=second, award="winner")
    told = [
        (row.edition.number, row.headline, row.applications, row.communities, row.honoured, len(row.places))
        for row in client.get("/en/contest/").context["archive"]
    ]
    assert told == [(3, "The jury is reading the applications", 0, 0, 0, 0), (2, "", 112, 82, 1, 1)]
    let_out(call, staff)
    row = client.get("/en/contest/").context["archive"][0]
    assert (row.headline, row.year, row.applications, row.honoured, len(row.places)) == (
        "", call.opens_at.astimezone(call.zone).year, 3, 2, 2
    )  # fmt: skip
