"""Page addresses of communities."""

import random

from stories.domain.community_slugs import choose_slugs
from stories.domain.register_file import OfficialCommunity
from stories.enums import CommunityKind


def official(code, centre):
    return OfficialCommunity(code, "Назва", centre, CommunityKind.RURAL, "UA-00")


def test_slug_is_the_romanised_centre():
    assert choose_slugs([official("UA26080000000000001", "Івано-Франківськ")], taken=[]) == {
        "UA26080000000000001": "ivano-frankivsk"
    }


def test_namesakes_all_carry_their_region():
    donetsk, odesa = "UA14000000000000001", "UA51000000000000002"
    assert choose_slugs([official(donetsk, "Миколаївка"), official(odesa, "Миколаївка")], taken=[]) == {
        donetsk: "mykolaivka-donetsk",
        odesa: "mykolaivka-odesa",
    }


def test_namesakes_in_one_region_carry_the_end_of_their_code():
    first, second = "UA59080130000022249", "UA59080150000013842"
    assert choose_slugs([official(first, "Миколаївка"), official(second, "Миколаївка")], taken=[]) == {
        first: "mykolaivka-sumy-22249",
        second: "mykolaivka-sumy-13842",
    }


def test_slug_of_another_row_is_never_taken_again():
    code = "UA59080130000022249"
    communities = [official(code, "Суми")]
    assert choose_slugs(communities, taken=["sumy"]) == {code: "sumy-sumy"}
    assert choose_slugs(communities, taken=["sumy", "sumy-sumy"]) == {code: "sumy-sumy-22249"}
    assert choose_slugs(communities, taken=["sumy", "sumy-sumy", "sumy-sumy-22249"]) == {code: code.lower()}


def test_centre_without_letters_gets_its_code():
    assert choose_slugs([official("UA59080130000022249", "—")], taken=[]) == {
        "UA59080130000022249": "ua59080130000022249"
    }


def test_slugs_do_not_depend_on_the_order_of_rows():
    centres = ["Миколаївка", "Суми", "Миколаївка", "Нове", "Нове", "Миколаївка"]
    communities = [
        official(f"UA{prefix}{position:015d}", centre)
        for prefix in ("59", "14")
        for position, centre in enumerate(centres)
    ]
    shuffled = communities.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    slugs = choose_slugs(communities, taken=[])
    assert choose_slugs(shuffled, taken=[]) == slugs
    assert len(set(slugs.values())) == len(communities)
