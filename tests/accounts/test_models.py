"""An account is its e-mail address, whatever its case."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from tests import factories


def test_address_is_stored_in_lower_case(db):
    assert User.objects.create_user("Olha@Example.ORG").email == "olha@example.org"


def test_account_is_found_by_its_address_in_any_case(member):
    assert User.objects.get_by_natural_key("OLHA@example.org") == member


def test_second_account_of_an_address_is_refused_by_the_database_whatever_its_case(member):
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="OLHA@example.org")])


def test_second_account_of_an_address_is_refused_by_validation_whatever_its_case(member):
    with pytest.raises(ValidationError) as refusal:
        User(email="OLHA@example.org", password="x").full_clean()
    assert set(refusal.value.message_dict) == {"email"}


def test_account_without_address_is_refused(db):
    with pytest.raises(ValueError, match=r"^An account needs an e-mail address\.$"):
        User.objects.create_user("")


def test_account_made_without_password_has_no_usable_one(db):
    assert User.objects.create_user("olha@example.org").has_usable_password() is False


def test_account_saved_without_password_has_no_usable_one(db):
    user = User(email="olha@example.org")
    user.save()
    assert user.has_usable_password() is False


def test_password_stays_when_the_account_is_saved_again(member):
    member.first_name = "Ольга"
    member.save()
    assert member.check_password("a-long-test-password") is True


def test_superuser_may_do_everything(db):
    user = User.objects.create_superuser("admin@example.org", "a-long-test-password")
    assert (user.is_staff, user.is_superuser, user.has_perm("wagtailadmin.access_admin")) == (
        True,
        True,
        True,
    )


def test_account_is_called_by_its_name_or_else_by_its_address(db):
    named = factories.make_user("olha@example.org", first_name="Ольга", last_name="Коваль")
    nameless = factories.make_user("ivan@example.org")
    assert [str(named), named.get_short_name()] == ["Ольга Коваль", "Ольга"]
    assert [str(nameless), nameless.get_short_name()] == ["ivan@example.org", "ivan@example.org"]
