"""When a juror is too close to an entry, told from plain facts."""

import pytest

from contest.domain.conflict_ties import (
    EntryTies,
    JurorTies,
    grounds_between,
    link_domain,
    mail_domain,
    organisation_key,
)

ENTRY = EntryTies(
    community=1, community_name="Шишацька", region=5, region_name="Полтавська область",
    taking_part={"UA02": "Диканська"}, partners={organisation_key("ГО «Молодь Полтавщини»"): "ГО «Молодь Полтавщини»"},
    domains=frozenset({"shyshaky.gov.ua"}), people=frozenset({11}), past_people={12: "2024-YE-0001 (second)"},
    past_partners={"агенція розвитку": "2024-YE-0002 (second)"},
)  # fmt: skip


def grounds(juror, *, same_region=False):
    return {
        str(ground): words for ground, words in grounds_between(juror, ENTRY, same_region=same_region).items()
    }


@pytest.mark.parametrize(
    ("juror", "found"),
    [
        (JurorTies(), {}),
        (JurorTies(community=2, community_code="UA03", region=5, user=13, organisation="інша рада"), {}),
        (JurorTies(community=1), {"community": "Шишацька"}),
        (JurorTies(community=2, community_code="UA02"), {"takes_part": "Диканська"}),
        (
            JurorTies(organisation=organisation_key("Молодь полтавщини")),
            {"organisation": "ГО «Молодь Полтавщини»"},
        ),
        (JurorTies(organisation=organisation_key("Шишацька селищна рада")), {"organisation": "Шишацька"}),
        (JurorTies(organisation=organisation_key("Шишацька обласна рада")), {}),
        (JurorTies(domains=frozenset({"shyshaky.gov.ua"})), {"email_domain": "shyshaky.gov.ua"}),
        (JurorTies(domains=frozenset({"mail.shyshaky.gov.ua"})), {"email_domain": "shyshaky.gov.ua"}),
        (JurorTies(domains=frozenset({"dykanka.gov.ua"})), {}),
        (JurorTies(domains=frozenset({"gov.ua"})), {}),
        (JurorTies(user=11), {"member": ""}),
        (JurorTies(user=12), {"worked_together": "2024-YE-0001 (second)"}),
        (JurorTies(organisation="агенція розвитку"), {"worked_together": "2024-YE-0002 (second)"}),
    ],
)
def test_grounds_between_juror_and_entry(juror, found):
    assert grounds(juror) == found


def test_same_region_is_a_ground_only_if_the_rules_say_so():
    juror = JurorTies(region=5)
    assert (grounds(juror), grounds(juror, same_region=True)) == ({}, {"region": "Полтавська область"})


def test_unknown_facts_are_no_common_facts():
    assert grounds_between(JurorTies(), EntryTies(), same_region=True) == {}


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("a@Shyshaky.gov.ua ", "shyshaky.gov.ua"),
        ("a@gmail.com", ""),
        ("a@ukr.net", ""),
        ("a@i.ua", ""),
        ("none", ""),
    ],
)
def test_domain_of_a_mailbox_leaves_out_public_providers(address, domain):
    assert mail_domain(address) == domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.shyshaky.gov.ua/news/1", "shyshaky.gov.ua"),
        ("https://m.facebook.com/shyshaky", ""),
        ("https://youtu.be/abc", ""),
        ("javascript:alert(1)", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_domain_of_a_link_leaves_out_platforms(address, domain):
    assert link_domain(address) == domain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ГО «Молодь»", "Молодь"), ("БФ “Крила надії”", "благодійний фонд Крила Надії"), ("Обʼєднання", "Об'єднання"),
        ("ГО", "го"),
    ],
)  # fmt: skip
def test_organisations_are_the_same_however_they_are_written(one, other):
    assert organisation_key(one) == organisation_key(other) != ""
