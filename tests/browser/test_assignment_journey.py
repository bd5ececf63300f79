"""The secretariat gives applications to jurors: a plan that is seen, written and followed on the board."""

import re
import subprocess
import sys

import pytest

from tests.browser.people import sign_in_at_desk
from tests.browser.site_process import DEVELOPMENT, ROOT, environment_of
from tests.browser.test_letters_journey import check, press

REHEARSAL = ("rehearse", "--until", "opened", "--applications", "9", "--communities", "9")


@pytest.fixture(scope="module")
def site(own_site):
    """A site of this file's own: the call that is brought into it would be on everybody's pages."""
    return own_site


@pytest.fixture
def judging(site):
    """The address of the judging of a call whose jury waits for its first applications."""
    environment = environment_of(site.folder, site.address) | DEVELOPMENT
    subprocess.run([sys.executable, "manage.py", *REHEARSAL], cwd=ROOT, env=environment, check=True)
    ((key,),) = site.read(
        "SELECT contest_call.id FROM contest_call JOIN stories_edition ON stories_edition.id = edition_id "
        "WHERE stories_edition.slug = 'rehearsal-901'"
    )
    return f"/cms/contest/calls/{key}/judging/"


def test_secretariat_writes_the_plan_that_it_has_seen_and_follows_it_on_the_board(reader, judging):
    window = reader()
    page = sign_in_at_desk(window, "secretariat")
    window.open(judging)
    page.get_by_role("link", name="Призначення", exact=True).click()
    page.wait_for_url(re.compile("/assignment/"))
    assert "36 нових призначень" in page.locator(".assignment-summary").inner_text()
    check(window)

    page.locator("#id_juror").select_option(index=1)
    page.locator("#id_application").fill(page.locator("#changes + .desk__table tbody th").first.inner_text())
    page.locator("#id_kind").get_by_label("ніколи").check()
    page.locator("#id_reason").fill("Давні знайомі.")
    press(page, "Зберегти правило")
    assert page.locator("#rules ~ .desk__table tbody tr").count() == 1
    # Wagtail's message fades in, and half-way it has no contrast.
    window.open(f"{judging}assignment/")
    check(window)

    press(page, "Записати цей розподіл")
    page.wait_for_url(re.compile("/board/"))
    window.open(f"{judging}board/")
    assert page.locator(".board-cell__sign--assigned").count() == 36
    check(window)
    press(page, "Нагадати зараз")
    assert re.search(r"Нагадано \d+ членам журі", page.locator("body").inner_text())
    page.locator("#board-only").select_option("below_quorum")
    press(page, "Показати")
    assert page.locator(".board-matrix tbody tr").count() == 9
    check(window)
    window.open(f"{judging}assignment/")
    assert "Змінювати нічого" in page.locator(".assignment-summary").inner_text()
    assert window.complaints == []
