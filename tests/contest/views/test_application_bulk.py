"""What the secretariat does with several applications of the list at once, after a page that says what will change."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from contest.domain.releasing import ForeseenLetters
from contest.models import Application, ChecklistItem, LetterTemplate
from tests.contest.factories import complete_answers, make_application, make_call, make_submitted
from tests.contest.views.test_application_desk import ADDRESSES, CHANGES, LIST, at, decision


@pytest.fixture
def call(db):
    return make_call()


@pytest.fixture
def application(call):
    return make_submitted(call)


def bulk(browser, action, applications, **data):
    ids = "&".join(f"id={row.pk}" for row in applications)
    address = f"/cms/bulk/contest/application/{action}/?{ids}&next={LIST}"
    page = browser.get(address)
    seen = page.context["form"].initial["seen"]
    return page, lambda: browser.post(address, {"seen": seen, **data})


def test_several_become_eligible_after_a_recap(secretary, call):
    rows = [make_submitted(call), make_submitted(call), make_application(call)]
    page, confirm = bulk(secretary, "eligible", rows)
    assert ([str(row) for row, _becomes in page.context["rows"]], page.context["left_out"]) == (
        [row.reference for row in rows[:2]], rows[2:],
    )  # fmt: skip
    assert {row.status for row in Application.objects.submitted()} == {"submitted"}
    assert confirm().headers["Location"] == LIST
    assert [row.status for row in Application.objects.order_by("pk")] == ["eligible", "eligible", "draft"]


def test_bulk_decision_changes_nothing_if_one_has_changed_meanwhile(secretary, call):
    rows = [make_submitted(call), make_submitted(call)]
    _page, confirm = bulk(secretary, "eligible", rows)
    secretary.post(at(CHANGES["screen"], rows[0]), decision(rows[0], outcome="ineligible", reason="Ні"))
    confirm()
    assert [row.status for row in Application.objects.order_by("pk")] == ["ineligible", "submitted"]


def test_bulk_decision_needs_the_checklist_to_be_met(secretary, application):
    ChecklistItem.objects.create(call=application.call, text_uk="Є результат")
    _page, confirm = bulk(secretary, "eligible", [application])
    assert (confirm().status_code, Application.objects.get().status) == (200, "submitted")
    _page, confirm = bulk(secretary, "eligible", [application], all_met="on")
    assert (confirm().status_code, Application.objects.get().status) == (302, "eligible")


def test_whole_list_means_the_list_as_it_is_filtered(secretary, call):
    make_submitted(call)
    make_submitted(call, answers=complete_answers(call, title="Інша"))
    address = f"/cms/bulk/contest/application/eligible/?id=all&next={LIST}%3Fq%3D%D1%96%D0%BD%D1%88%D0%B0"
    assert [row.title for row, _becomes in secretary.get(address).context["rows"]] == ["Інша"]


def test_chosen_applications_are_exported(secretary, call):
    rows = [make_submitted(call), make_submitted(call), make_submitted(call)]
    _page, confirm = bulk(secretary, "export", rows[:2])
    sheet = load_workbook(BytesIO(b"".join(confirm().streaming_content))).active
    assert [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)] == [
        row.reference for row in rows[:2]
    ]


def test_recap_of_a_release_says_which_letters_will_be_written(secretary, call):
    rows = [make_submitted(call) for _number in range(4)]
    statuses = ("eligible", "eligible", "ineligible", "submitted")
    for row, status in zip(rows, statuses, strict=True):
        Application.objects.filter(pk=row.pk).update(status=status, released_status="returned")
    LetterTemplate.objects.create(
        call=call, kind="ineligible", subject_uk="а", subject_en="a", body_uk="а", body_en="a", waits=False
    )
    rows[1].memberships.all().delete()
    for address in (
        at(ADDRESSES["release"], rows[0]),
        f"/cms/bulk/contest/application/release/?id=all&next={LIST}",
    ):
        page = secretary.get(address)
        assert page.context["letters"] == ForeseenLetters(waiting=1, leaving=1, without=2)
        assert re.findall(r"<p>(\d [^<]*letter[^<]*)</p>", page.content.decode()) == [
            "1 letter that tells of it will wait in the outbox until you let it go.",
            "1 letter that tells of it leaves at once.",
            "2 applications get no letter: it is shown on their pages only.",
        ]


def test_recap_of_another_action_says_nothing_of_letters(secretary, application):
    page, _confirm = bulk(secretary, "eligible", [application])
    assert (
        "letter"
        not in re.sub(r"(?s)<nav.*?</nav>|<script.*?</script>|<[^>]+>", "", page.content.decode()).lower()
    )


@pytest.mark.parametrize("number", [1, 3])
def test_recap_of_a_release_takes_as_many_queries_for_one_as_for_three(
    secretary, call, number, django_assert_num_queries
):
    rows = [make_submitted(call) for _number in range(number)]
    Application.objects.update(status="eligible")
    address = f"/cms/bulk/contest/application/release/?id=all&next={LIST}"
    secretary.get(address)
    with django_assert_num_queries(14):
        assert len(secretary.get(address).context["rows"]) == len(rows)
