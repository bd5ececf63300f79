"""By what name a device keeps a person's unsent answers and pages apart from those of the next person at it."""

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

_LENGTH = 20


def is_of_device(user: User, key: str) -> bool:
    """Whether the key may be the person's; who names none is asked for none."""
    return not key or constant_time_compare(key, device_key(user))


def device_key(user: User) -> str:
    """Return a name that is always the same for the account and tells nobody whose it is."""
    return salted_hmac("contest.device", str(user.pk), algorithm="sha256").hexdigest()[:_LENGTH]
