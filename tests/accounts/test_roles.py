"""Every role has exactly its permissions, on a database that the migrations made."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations import RunPython
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permissions import policy_registry

from accounts.roles import ROLES
from stories.models import StoryDocument, StoryImage
from tests import factories

EVERYWHERE = {
    "Editors": {
        "stories.add_beneficiarygroup",
        "stories.add_challenge",
        "stories.add_organisation",
        "stories.add_storytag",
        "stories.change_beneficiarygroup",
        "stories.change_challenge",
        "stories.change_community",
        "stories.change_organisation",
        "stories.change_storytag",
        "stories.view_beneficiarygroup",
        "stories.view_category",
        "stories.view_challenge",
        "stories.view_community",
        "stories.view_edition",
        "stories.view_organisation",
        "stories.view_storytag",
        "wagtail_localize.submit_translation",
        "wagtailadmin.access_admin",
    },
    "Reviewers": {"stories.add_safetyreview", "stories.view_safetyreview", "wagtailadmin.access_admin"},
    "Publishers": {"wagtailadmin.access_admin"},
    "Secretariat": {
        "contest.add_application",
        "contest.add_call",
        "contest.change_application",
        "contest.change_call",
        "contest.publish_call",
        "contest.view_application",
        "contest.view_call",
        "stories.add_category",
        "stories.add_edition",
        "stories.add_organisation",
        "stories.change_category",
        "stories.change_edition",
        "stories.change_organisation",
        "stories.view_category",
        "stories.view_edition",
        "stories.view_organisation",
        "wagtailadmin.access_admin",
    },
}
ON_PAGES = {
    "Editors": {"add_page", "change_page"},
    "Reviewers": set(),
    "Publishers": {"add_page", "change_page", "publish_page"},
    "Secretariat": set(),
}
ON_COLLECTIONS = {
    "Editors": {
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
    },
    "Reviewers": {"choose_image"},
    "Publishers": {"choose_image", "choose_document"},
    "Secretariat": {"add_document", "change_document", "choose_document"},
}


@pytest.fixture(params=sorted(ROLES))
def role(request, db):
    return request.param


def test_groups_are_the_roles_and_no_others(db):
    assert (
        set(Group.objects.values_list("name", flat=True))
        == {"Editors", "Reviewers", "Publishers", "Secretariat"}
        == set(ROLES)
    )


def test_role_may_everywhere_exactly_what_it_should(role):
    user = factories.make_user(groups=[role])
    assert user.get_all_permissions() == EVERYWHERE[role]


def test_role_may_on_pages_exactly_what_it_should(role):
    given = GroupPagePermission.objects.filter(group__name=role).values_list("permission__codename", "page")
    root = Page.get_first_root_node()
    assert set(given) == {(codename, root.pk) for codename in ON_PAGES[role]}


def test_role_may_on_files_exactly_what_it_should(role):
    given = GroupCollectionPermission.objects.filter(group__name=role)
    root = Collection.get_first_root_node()
    assert set(given.values_list("permission__codename", "collection")) == {
        (codename, root.pk) for codename in ON_COLLECTIONS[role]
    }


@pytest.mark.parametrize(
    ("role_name", "may"),
    [
        ("Editors", {"add", "edit"}),
        ("Reviewers", set()),
        ("Publishers", {"add", "edit", "publish", "unpublish", "move"}),
    ],
)
def test_role_may_do_with_a_live_page_exactly_what_it_should(uk, role_name, may):
    tester = uk.permissions_for_user(factories.make_user(groups=[role_name]))
    answers = {
        "add": tester.can_add_subpage(),
        "edit": tester.can_edit(),
        "publish": tester.can_publish(),
        "unpublish": tester.can_unpublish(),
        "delete": tester.can_delete(),
        "lock": tester.can_lock(),
        "move": tester.can_move(),
    }
    assert {answer for answer, yes in answers.items() if yes} == may


@pytest.mark.parametrize(
    ("role_name", "images", "documents"),
    [
        ("Editors", {"add", "change", "choose", "delete"}, {"add", "change", "choose", "delete"}),
        ("Reviewers", {"choose"}, set()),
        ("Publishers", {"choose"}, {"choose"}),
    ],
)
def test_wagtail_asks_for_files_what_the_role_was_given(db, role_name, images, documents):
    user = factories.make_user(groups=[role_name])

    def may(model):
        policy = policy_registry.get_by_type(model)
        return {
            action
            for action in ("add", "change", "choose", "delete")
            if policy.user_has_permission(user, action)
        }

    # «Delete» for whoever may add means their own files only; Wagtail checks that at the file itself.
    assert (may(StoryImage), may(StoryDocument)) == (images, documents)


def test_roles_can_be_taken_back_and_given_again(db):
    editor = connection.schema_editor()
    steps = [
        operation
        for name in ("stories.migrations.0002_roles", "contest.migrations.0002_secretariat")
        for operation in import_module(name).Migration.operations
        if isinstance(operation, RunPython)
    ]
    for step in reversed(steps):
        step.reverse_code(apps, editor)
    assert set(Group.objects.values_list("name", flat=True)) == {"Editors", "Moderators"}
    for step in steps:
        step.code(apps, editor)
    given = GroupPagePermission.objects.values_list("group__name", "permission__codename")
    assert set(given) == {(role, codename) for role, codenames in ON_PAGES.items() for codename in codenames}
