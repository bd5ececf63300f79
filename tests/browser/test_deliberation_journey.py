"""From closed judging to a protocol that anyone can check: ranking, tie, motion, declaration; no barriers on the way."""

from functools import partial

import pytest

from tests.browser.judged_call import plant
from tests.browser.people import juror_window, sign_in_at_desk
from tests.browser.site_process import environment_of
from tests.browser.test_letters_journey import check, press

JURY = "/uk/jury/deliberation/"


@pytest.fixture(scope="module")
def site(own_site):
    """A site of this file's own: the call that is brought into it would be on everybody's pages."""
    return own_site


@pytest.fixture(scope="module")
def judged(site):
    """The call's key, its entries and jurors."""
    return plant(environment_of(site.folder, site.address), "tests.browser.scored_call")


@pytest.fixture
def juror(reader):
    """Opens a window in which a juror is signed in and sees the deliberation."""
    return partial(juror_window, reader, following=JURY)


def vote(window, choice):
    page = window.page
    page.get_by_label(choice, exact=True).check()
    page.locator(".motion__vote button").click()
    page.get_by_text("Ваш голос зараховано").wait_for()


def test_jury_comes_from_closed_judging_to_a_checked_protocol(reader, juror, judged):
    desk = f"/cms/contest/calls/{judged['call']}/judging/"
    first, second, _third = judged["entries"]
    window = reader()
    page = sign_in_at_desk(window, "secretariat")

    window.open(f"{desk}ranking/")
    assert first not in page.locator("main").inner_text()
    window.open(f"{desk}close/")
    check(window)
    press(page, "Закрити суддівство остаточно")
    page.get_by_text("Суддівство закрито").first.wait_for()
    window.open(f"{desk}ranking/")
    assert page.locator("tbody th").first.inner_text().startswith(first)
    check(window)
    window.open(f"{desk}rules/")
    check(window)

    window.open(f"{desk}deliberation/")
    check(window)
    page.get_by_label(f"Номер для {first}").select_option("2")
    page.get_by_label(f"Номер для {second}").select_option("1")
    page.get_by_label("Протокольний запис").fill("Друга заявка сталіша.")
    press(page, "Записати рішення голови")
    page.get_by_text("Рішення голови щодо рівності записано").first.wait_for()

    chair = juror(judged["jurors"][0])
    check(chair)
    chair.page.locator("#motion-application").select_option(label=f"{first} — Простір для молоді")
    chair.page.locator("#motion-outcome").select_option("special_award")
    chair.page.locator("#motion-award").select_option(index=1)
    press(chair.page, "Поставити на голосування")
    vote(chair, "за")
    chair.open(JURY)
    check(chair)
    colleague = juror(judged["jurors"][1])
    vote(colleague, "за")

    window.open(f"{desk}deliberation/")
    press(page, "Завершити голосування")
    page.get_by_text("Пропозицію ухвалено").first.wait_for()
    # Opened anew: the message fades in, and half faded in it has little contrast.
    window.open(f"{desk}deliberation/")
    check(window)
    press(page, "Оголосити рейтинг")
    page.get_by_text("Рейтинг оголошено").first.wait_for()
    window.open(f"{desk}protocol/")
    assert page.locator(".judging-report").inner_text().startswith("УСЕ ГАРАЗД")
    check(window)
    assert [each.complaints for each in (window, chair, colleague)] == [[], [], []]
