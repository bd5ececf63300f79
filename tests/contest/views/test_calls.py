"""The public page of a call in each of its phases, and the ways to it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application, withdraw_application
from contest.models import Call, CallDocument
from freshness.versions import token
from stories.models import StoryDocument
from tests.contest.factories import (
    dates,
    fill,
    make_application,
    make_call,
    make_condition,
    make_question,
    make_submitted,
)
from tests.factories import make_edition, picture_file

ADDRESS = "/uk/contest/third/"


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def days_ago(days):
    """An opening so many days ago."""
    return timezone.now() - timedelta(days=days, seconds=1)


@pytest.fixture
def document(db):
    return StoryDocument.objects.create(title="Положення", file=picture_file("rules.pdf"))


PHASES = [
    (-2, "announced", "Незабаром приймаємо заявки", "Applications open soon"),
    (10, "open", "Триває приймання заявок", "Applications are open"),
    (35, "screening", "Приймання заявок завершено", "Applications are closed"),
    (45, "judging", "Журі читає заявки", "The jury is reading the applications"),
    (65, "deliberating", "Журі завершило роботу; готуємо результати", "The jury has finished; results are being prepared"),
    # The day of the results has come, and nobody has let them out yet.
    (75, "deliberating", "Журі завершило роботу; готуємо результати", "The jury has finished; results are being prepared"),
]  # fmt: skip


@pytest.mark.parametrize(("days", "phase", "uk", "en"), PHASES)
@pytest.mark.usefixtures("indexes")
def test_page_says_in_both_languages_where_the_call_stands(client, days, phase, uk, en):
    make_call(opens_at=days_ago(days))
    said = []
    for language in ("uk", "en"):
        answer = client.get(f"/{language}/contest/third/")
        headline = re.search(
            r'call-state__headline" id="call-state">([^<]+)<', answer.content.decode()
        ).group(1)
        said.append((answer.context["state"].phase, headline.replace("\u00a0", " ")))
    assert said == [(phase, uk), (phase, en)]


@pytest.mark.parametrize(("days", "phase", "_uk", "_en"), PHASES)
def test_mailbox_for_applying_is_offered_only_while_one_can_still_apply(
    client, indexes, days, phase, _uk, _en
):
    make_call(opens_at=days_ago(days))
    offered = "about how to apply" in text_of(client.get("/en/contest/third/"))
    assert offered is (phase in {"announced", "open"})


def test_open_call_says_until_when_with_its_zone(client, indexes):
    call = make_call(opens_at=days_ago(10))
    call.refresh_from_db()
    local = call.closes_at.astimezone(call.zone)
    text = text_of(client.get(ADDRESS)).replace("\u00a0", " ")
    assert f"{local:%H:%M} за Києвом ({local.tzname()})" in text
    assert "залишилося 19 днів" in text
    assert f'datetime="{local:%Y-%m-%dT%H:%M}' in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(("days", "phase", "_uk", "_en"), PHASES)
def test_time_is_counted_only_towards_what_an_applicant_waits_for(client, indexes, days, phase, _uk, _en):
    make_call(opens_at=days_ago(days))
    counted = "call-state__countdown" in client.get(ADDRESS).content.decode()
    assert counted is (phase in {"announced", "open"})


@pytest.mark.parametrize(("days", "phase", "_uk", "_en"), PHASES)
def test_only_an_open_call_leads_to_the_form(client, indexes, days, phase, _uk, _en):
    make_call(opens_at=days_ago(days))
    html = client.get(ADDRESS).content.decode()
    assert re.findall(r'href="([^"]*/apply/[^"]*)"', html) == ["/uk/apply/third/"] * (phase == "open")


def test_call_says_how_many_applications_have_come(client, indexes):
    call = make_call(opens_at=days_ago(10))
    make_application(call)
    counted = [client.get(ADDRESS).context["arrived"]]
    submitted = make_submitted(call)
    counted.append(client.get(ADDRESS).context["arrived"])
    withdraw_application(submitted, by=submitted.members.get(), at=timezone.now())
    counted.append(client.get(ADDRESS).context["arrived"])
    assert counted == [0, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_typing_leaves_kept_pages_alone_and_submitting_does_not():
    application = make_application()
    owner, tokens = application.members.get(), [token("contest_application")]
    save_answers(application, [Change("title", "Інша назва", 1)], by=owner, at=timezone.now())
    tokens.append(token("contest_application"))
    submit_application(application, by=owner, at=timezone.now())
    tokens.append(token("contest_application"))
    assert (tokens[0] == tokens[1], tokens[1] == tokens[2]) == (True, False)


def test_call_that_is_not_public_is_not_found_and_not_listed(client, indexes):
    make_call(live=False)
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/uk/contest/").context["archive"] == []


def test_edition_that_has_been_held_stays_though_somebody_begins_a_call_for_it(client, indexes):
    make_call(edition=make_edition(2, slug="second", applications=112), live=False)
    answer = client.get("/uk/contest/second/")
    assert (answer.status_code, "state" in answer.context) == (200, False)


def test_call_that_was_taken_back_is_not_found(client, indexes):
    make_call().unpublish()
    assert client.get(ADDRESS).status_code == 404


def test_draft_beside_a_public_call_is_not_shown(client, indexes):
    call = make_call()
    call.about_uk = "<p>Ще не вирішено</p>"
    call.save_revision()
    assert "Ще не вирішено" not in text_of(client.get(ADDRESS))


def test_edition_without_a_call_looks_as_before(client, indexes):
    make_edition(2, slug="second", applications=112)
    answer = client.get("/uk/contest/second/")
    assert ("state" in answer.context, "Хто може подати заявку" in text_of(answer)) == (False, False)


def test_page_shows_everything_of_the_call(client, indexes, document):
    call = fill(make_call(opens_at=days_ago(10)), number=1, document=document)
    call.special_awards.update()
    text = text_of(client.get("/en/contest/third/")).replace("\u00a0", " ")
    expected = [
        "about en", "who en", "Are you of a community?", "What the jury looks at", "Критерій 0 (en)", "100 %", "Score 5",
        "judging en", "rules en", "Why?", "Because.", "contest@example.org", "Rules",
    ]  # fmt: skip
    assert [words for words in expected if words not in text] == []


def test_questions_of_the_form_are_not_on_the_page(client, indexes):
    make_call(questions=[make_question("secret", label_uk="Лише у формі")])
    assert "Лише у формі" not in text_of(client.get(ADDRESS))


def test_open_call_stands_first_on_the_contests_page_and_is_not_listed_twice(client, indexes):
    second = make_edition(2, slug="second")
    newest = make_edition(9, slug="ninth")
    make_call(opens_at=days_ago(10))
    answer = client.get("/uk/contest/")
    listed = [row.edition for row in answer.context["archive"]]
    assert (answer.context["invited"].edition.slug, listed) == ("third", [newest, second])


@pytest.mark.parametrize("language", ["uk", "en"])
def test_front_page_invites_to_the_open_call(client, indexes, language):
    make_call(opens_at=days_ago(10))
    html = client.get(f"/{language}/").content.decode()
    assert html.count(f'href="/{language}/contest/third/"') == 1


@pytest.mark.parametrize("days", [35, 45, 75])
def test_front_page_invites_to_nothing_that_is_over(client, indexes, days):
    make_call(opens_at=days_ago(days))
    assert "invitation" not in client.get("/uk/").content.decode()


def test_front_page_tells_the_figures_of_the_last_edition_that_was_held(client, indexes):
    held = make_edition(2, slug="second", applications=112, communities=82)
    make_call(opens_at=days_ago(10))
    assert client.get("/uk/").context["edition"] == held


def test_hostile_texts_are_shown_as_text(client, indexes, document):
    hostile = '<img src=x onerror="alert(1)">'
    call = make_call()
    call.edition.name_uk = hostile
    call.edition.save()
    call.eligibility_questions = [make_condition(text_uk=hostile, help_uk=hostile, help_en=hostile)]
    call.documents = [CallDocument(document=document, title_uk=hostile, title_en="a")]
    for row in call.categories.all():
        row.intro_uk = row.intro_en = hostile
        row.save()
    call.save()
    for address in (ADDRESS, "/uk/contest/", "/uk/"):
        assert "<img src=x" not in client.get(address).content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_page_is_only_read(client, indexes, method):
    make_call()
    assert getattr(client, method)(ADDRESS).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_the_same_queries_for_1_and_3_of_everything(
    client, indexes, document, number, django_assert_num_queries
):
    fill(make_call(opens_at=days_ago(10)), number=number, document=document)
    client.get(ADDRESS)
    with django_assert_num_queries(16):
        assert client.get(ADDRESS).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_list_needs_the_same_queries_for_1_and_3_calls(client, indexes, number, django_assert_num_queries):
    for index in range(number + 1):
        # The one that is invited to, and those that are listed.
        make_call(edition=make_edition(3 + index), opens_at=days_ago(10))
    client.get("/uk/contest/")
    with django_assert_num_queries(6):
        client.get("/uk/contest/")


def test_page_in_the_grace_period_says_that_applications_are_closed(client, indexes):
    closes = timezone.now() - timedelta(seconds=30)
    make_call(**dates(closes - timedelta(days=30)), grace_seconds=120)
    assert client.get(ADDRESS).context["state"].phase == "screening"
    assert Call.objects.get().closes_at <= timezone.now()
