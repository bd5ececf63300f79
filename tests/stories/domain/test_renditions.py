"""The sizes of photos are made when a photo comes or a story is published, and never twice."""

import pytest

from stories.domain.renditions import (
    made_renditions,
    make_renditions,
    make_renditions_of,
    specs_of,
)
from stories.models import StoryImage
from tests.factories import add_photo, make_draft, make_image, picture_file, publish

ALL = 18


@pytest.fixture
def image(db, stored_files):
    return make_image(file=picture_file(size=(160, 120)))


def test_every_size_is_made_in_three_formats_once(image):
    assert (make_renditions(image), make_renditions(image), image.renditions.count()) == (ALL, 0, ALL)
    assert sorted(image.renditions.values_list("filter_spec", flat=True)) == sorted(specs_of())


def test_only_what_is_missing_is_made(image):
    make_renditions(image, "card")
    assert set(made_renditions(image, "card")) == set(specs_of("card"))
    assert made_renditions(image, "hero") == {}
    image.renditions.filter(filter_spec__endswith="avif").delete()
    assert make_renditions(image, "card") == 1


def test_size_cut_around_another_focal_point_is_not_shown(image):
    make_renditions(image, "card", "gallery")
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 9, 9, 4, 4
    image.save()
    assert made_renditions(image, "card") == {}
    assert len(made_renditions(image, "gallery")) == 6
    assert make_renditions(image, "card", "gallery") == 3


def test_prefetched_sizes_need_no_query(image, django_assert_num_queries):
    make_renditions(image, "card")
    (again,) = StoryImage.objects.prefetch_renditions()
    with django_assert_num_queries(0):
        assert len(made_renditions(again, "card")) == 3
    with django_assert_num_queries(1):
        assert len(made_renditions(image, "card")) == 3


def test_new_photo_has_its_sizes_once_it_is_stored(db, stored_files, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image()
        assert image.renditions.count() == 0
    assert image.renditions.count() == ALL


def test_publishing_makes_the_sizes_that_hiding_removed(uk, image, django_capture_on_commit_callbacks):
    draft = add_photo(make_draft(uk), image)
    with django_capture_on_commit_callbacks(execute=True):
        story = publish(draft)
    assert image.renditions.count() == ALL
    story.unpublish()
    assert image.renditions.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        publish(story)
    assert image.renditions.count() == ALL


def test_photo_that_is_gone_by_now_is_no_error(image):
    key = image.pk
    image.delete()
    assert make_renditions_of.call(key) == 0
