"""Brings a call whose jury is still being invited into the site's database; as a program it prints what a journey needs.

`python -m tests.browser.jury_desk_call`, with the site's settings.
"""

import json
import sys
from datetime import timedelta

NEWCOMER, READER = "halyna@jury.example.net", "ivan@jury.example.net"
CLUE = "Шишацька громада"


def _plant():
    # This module is a program of its own, too; what it makes needs the site's settings.
    from allauth.account.models import EmailAddress  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from stories.models import Community  # noqa: PLC0415
    from tests.browser.conftest import PASSWORD  # noqa: PLC0415
    from tests.contest.factories import complete_answers, make_call  # noqa: PLC0415
    from tests.contest.juries import make_entry, open_jury  # noqa: PLC0415
    from tests.contest.sittings import give, make_reader, set_criteria  # noqa: PLC0415
    from tests.factories import make_category, make_edition, make_user  # noqa: PLC0415

    edition, category = make_edition(13, slug="desk-of-jury"), make_category("desk-category")
    call = make_call(edition=edition, category=category, opens_at=timezone.now() - timedelta(days=45))
    set_criteria(call, ("Взаємодія", "Докази"))
    people = {}
    for email, name in ((NEWCOMER, "Галина"), (READER, "Іван")):
        user = make_user(email, first_name=name, language="uk")
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        people[email] = user
    juror = make_reader(call, user=people[READER], name="Іван")
    challenge = (
        f"У {CLUE.replace('ька', 'ькій').replace('громада', 'громаді')} не було світла. {CLUE} чекала."
    )
    entries = [
        make_entry(call, answers=complete_answers(call, community=community, challenge=challenge))
        for community in Community.objects.order_by("code")[:2]
    ]
    open_jury(call)
    given = [give(juror, entry) for entry in entries]
    return {
        "call": call.pk,
        "entries": [str(entry.public_id) for entry in entries],
        "references": [entry.reference for entry in entries],
        "reading": [f"/uk/jury/{row.public_id}/" for row in given],
    }


if __name__ == "__main__":
    import django
    from django.db import transaction

    django.setup()
    with transaction.atomic():
        planted = _plant()
    sys.stdout.write(json.dumps(planted))
