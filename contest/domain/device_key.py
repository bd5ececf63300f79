"""By what name a device keeps a person's unsent answers and pages apart from those of the next person at it."""

from django.utils.crypto import salted_hmac

from accounts.models import User

_LENGTH = 20


def device_key(user: User) -> str:
    """Return a name that is always the same for the account and tells nobody whose it is."""
    return salted_hmac("contest.device", str(user.pk), algorithm="sha256").hexdigest()[:_LENGTH]
