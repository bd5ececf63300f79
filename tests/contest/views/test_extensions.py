"""The secretariat gives more time; the public reads for whom."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.extensions import give_extension
from contest.models import DeadlineExtension
from tests.contest.factories import make_application, make_call, make_submitted
from tests.factories import make_community, make_edition, make_user


@pytest.fixture
def call(db):
    return make_call(edition=make_edition(3, slug="third"))


def address(call):
    return f"/cms/contest/calls/{call.pk}/extensions/"


def later(call, days=2):
    return call.closes_at.astimezone(call.zone) + timedelta(days=days)


def form(call, **fields):
    return {
        "until": f"{later(call):%Y-%m-%d %H:%M}",
        "reason_uk": "Блекаут <b>",
        "reason_en": "Blackout",
        **fields,
    }


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u00a0", " ")))


def test_secretariat_gives_a_region_more_time(secretary, call):
    place = make_community()
    answer = secretary.post(address(call), form(call, region=place.region.pk))
    given = DeadlineExtension.objects.get()
    assert (answer.headers["Location"], given.region, given.until) == (
        address(call), place.region, later(call).replace(second=0, microsecond=0),
    )  # fmt: skip
    html = secretary.get(address(call)).content.decode()
    assert ("Blackout" in html, given.given_by_name in html) == (True, True)
    assert secretary.get("/cms/contest/extensions/").headers["Location"] == address(call)


@pytest.mark.parametrize("whom", [(), ("region", "community")])
def test_refusal_is_told_on_the_form(secretary, call, whom):
    place = make_community()
    rows = {"region": place.region.pk, "community": place.pk}
    answer = secretary.post(address(call), form(call, **{name: rows[name] for name in whom}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["__all__"])
    assert DeadlineExtension.objects.count() == 0


def test_application_of_another_call_is_no_choice(secretary, call):
    other = make_application(make_call(edition=make_edition(4)))
    for named in (other.pk, other.public_id, "2026-YE-9999", "<b>"):
        answer = secretary.post(address(call), form(call, application=named))
        assert list(answer.context["form"].errors) == ["application"]


def test_application_is_named_by_its_number_or_the_address_of_its_page(secretary, call):
    submitted, draft = make_submitted(call), make_application(call, answers={})
    page = f"https://site.example/cms/contest/applications/{draft.public_id}/"
    assert secretary.get(f"{address(call)}?application={draft.public_id}").context["form"][
        "application"
    ].value() == str(draft.public_id)
    for named in (f" {submitted.reference.lower()} ", page):
        assert secretary.post(address(call), form(call, application=named)).status_code == 302
    assert [row.application for row in DeadlineExtension.objects.order_by("pk")] == [submitted, draft]


@pytest.mark.parametrize("role", ["Editors", "Reviewers", "Publishers"])
def test_others_of_the_admin_are_sent_away(signed_in, call, role):
    browser = signed_in(role)
    assert {browser.get(page).status_code for page in (address(call), "/cms/contest/extensions/")} <= {
        302,
        403,
    }
    browser.post(address(call), form(call, region=make_community().region.pk))
    assert DeadlineExtension.objects.count() == 0


def give(call, **whom):
    give_extension(
        call, until=later(call), reason_uk="Блекаут <b>", reason_en="Blackout", by=make_user(f"s{len(whom)}@example.org"),
        at=timezone.now(), **whom,
    )  # fmt: skip


def test_public_reads_for_which_region_and_why_but_of_no_application(client, indexes, call):
    application = make_application(call)
    give_extension(
        call, until=later(call), reason_uk="Особисте", by=make_user("a@example.org"), at=timezone.now(),
        application=application,
    )  # fmt: skip
    assert "Кому продовжено строк" not in text_of(client.get("/uk/contest/third/"))
    give(call, region=application.community.region)
    uk, en = (client.get(f"/{language}/contest/third/") for language in ("uk", "en"))
    assert ("Тернопільська область" in text_of(uk), "Blackout" in text_of(en)) == (True, True)
    assert ("Блекаут &lt;b&gt;" in uk.content.decode(), "Особисте" in text_of(uk)) == (True, False)
