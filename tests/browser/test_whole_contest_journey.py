"""One contest from the call to the protocol that anyone checks, by everybody who takes part in it, on both databases."""

import os

import pytest

from tests.browser.conftest import planted_site
from tests.browser.whole_applying import apply
from tests.browser.whole_call import open_call
from tests.browser.whole_contest import EDITION, Contest
from tests.browser.whole_jury import conclude, form_jury, open_judging, score
from tests.browser.whole_publication import (
    DOORS,
    FILES,
    confirm_certificate,
    find_by_search,
    known_outcomes,
    let_the_hour_come,
    open_doors,
    read_results,
    schedule_results,
    take_booklet,
    verify_protocol,
)
from tests.browser.whole_screening import screen
from tests.browser.whole_site import PostgresSite, WholeSite, postgres_answers, postgres_database
from tests.browser.whole_stories import TITLES, prepare_story

SOUND = "УСЕ ГАРАЗД: протокол цілий, правил дотримано, рейтинг збігається з перерахунком"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def site(request, tmp_path_factory):
    """A site of this file's own on either database."""
    folder = tmp_path_factory.mktemp("whole")
    if request.param == "sqlite":
        with WholeSite(folder, planted_site(tmp_path_factory)).running() as site:
            yield site
        return
    if not postgres_answers():
        pytest.skip("needs a PostgreSQL server on 127.0.0.1 that lets the user postgres in, as in CI")
    with (
        postgres_database(f"whole_contest_{os.getpid()}") as database,
        PostgresSite(folder, database).running() as site,
    ):
        yield site


def test_contest_goes_from_its_call_to_a_protocol_that_anyone_checks(site, reader, tmp_path):
    contest = Contest(site, reader)
    assert open_call(contest) == (EDITION, 1)
    assert apply(contest) == ["PS-0001", "PS-0002", "PS-0003"]
    assert screen(contest) == ["відповідає умовам"] * 3

    assert form_jury(contest) == 2
    assert open_judging(contest) == 6
    assert score(contest) == ["Подано 3 з 3"] * 2
    assert conclude(contest) == SOUND
    assert prepare_story(contest) == "Готово: 1 із 1."

    assert schedule_results(contest) == 0
    assert (open_doors(contest), known_outcomes(contest)) == ([], ["відповідає умовам"] * 3)
    assert let_the_hour_come(contest) == f"Results are out: {EDITION}"
    assert (open_doors(contest), known_outcomes(contest)) == (
        [*DOORS, *FILES],
        ["переможець", "без відзнаки", "без відзнаки"],
    )

    assert read_results(contest) == (1, 1)
    assert find_by_search(contest) == TITLES[0]
    assert take_booklet(contest) == b"%PDF"
    assert confirm_certificate(contest) == "Цей сертифікат справжній і чинний"
    assert verify_protocol(contest, tmp_path) == (0, SOUND)
    assert contest.complaints() == {}
