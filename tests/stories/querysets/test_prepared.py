"""Queries written once answer what the querysets answer."""

import pytest
from django.db.models import F

from stories.models import Community
from stories.querysets.prepared import Prepared
from tests.factories import make_community, make_region


@pytest.fixture
def communities(db):
    return [make_community(f"Громада {number}", f"Центр {number}") for number in range(5)]


BY_KEY = Prepared(lambda keys: Community.objects.filter(pk__in=keys).select_related("region").order_by("pk"))
BY_SLUG = Prepared(lambda slug: Community.objects.filter(slug=slug))
NAMES = Prepared(lambda key: Community.objects.filter(pk=key).values_list("name_uk", F("region__name_uk")))


@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_list_of_keys_finds_its_rows_with_what_is_joined(communities, count, django_assert_num_queries):
    keys = [community.pk for community in communities[:count]]
    with django_assert_num_queries(min(count, 1)):
        found = BY_KEY.rows(keys=keys)
        assert [(row, row.region.name_uk, row._state.adding) for row in found] == [
            (community, "Тернопільська область", False) for community in communities[:count]
        ]


def test_every_ask_has_its_own_values(communities):
    for community in communities:
        assert BY_SLUG.rows(slug=community.slug) == [community]
        assert NAMES.rows(key=community.pk) == [(community.name_uk, "Тернопільська область")]
    assert BY_SLUG.rows(slug="nowhere") == []


@pytest.mark.parametrize(
    "slug", ["'; DROP TABLE stories_community; --", "%s", "%", '"', "\x01later slug", "ї"]
)
def test_hostile_text_is_a_value_and_no_part_of_the_query(communities, slug):
    assert BY_SLUG.rows(slug=slug) == []
    community = communities[0]
    Community.objects.filter(pk=community.pk).update(slug=slug)
    assert BY_SLUG.rows(slug=slug) == [community]


def test_dates_and_other_values_come_as_a_queryset_brings_them(communities):
    columns = Prepared(lambda key: Community.objects.filter(pk=key))
    (found,) = columns.rows(key=communities[0].pk)
    expected = Community.objects.get(pk=communities[0].pk)
    names = [field.attname for field in Community._meta.concrete_fields]
    assert [getattr(found, name) for name in names] == [getattr(expected, name) for name in names]


def test_columns_left_out_are_read_when_they_are_wanted(communities, django_assert_num_queries):
    few = Prepared(lambda key: Community.objects.filter(pk=key).only("slug"))
    (found,) = few.rows(key=communities[0].pk)
    with django_assert_num_queries(1):
        assert found.name_uk == "Громада 0"


def test_rows_of_the_same_region_are_found_together(communities):
    other = make_community(region=make_region("UA-63", "Харківська область", "Kharkiv region"))
    together = Prepared(lambda region, slug: Community.objects.filter(region=region, slug=slug))
    assert together.rows(region=other.region_id, slug=other.slug) == [other]
    assert together.rows(region=communities[0].region_id, slug=other.slug) == []
