"""Brings a call whose jury has scored into the site's database: `python -m tests.browser.scored_call`, with the site's settings.

Two entries are tied for the only prize and for the special award. Prints the call's key, the entries' references and the
jurors' mailboxes as JSON.
"""

import json
import sys
from itertools import count


def _plant():
    # This module is a program of its own, too; what it makes needs the site's settings.
    from allauth.account.models import EmailAddress  # noqa: PLC0415

    from contest.models import SpecialAward  # noqa: PLC0415
    from tests.browser.conftest import PASSWORD  # noqa: PLC0415
    from tests.contest import factories, juries  # noqa: PLC0415
    from tests.contest.juries import make_judged_call  # noqa: PLC0415
    from tests.contest.rankings import make_scored  # noqa: PLC0415
    from tests.factories import make_category, make_edition  # noqa: PLC0415

    # Another call may have been brought in before, with people numbered from one.
    factories._numbers = juries._numbers = count(1000)
    edition = make_edition(13, slug="scored", name_uk="Оцінений конкурс", name_en="Scored contest")
    call = make_judged_call(edition=edition, categories=("scored-category",))
    call.special_awards = [SpecialAward(award=make_category("scored-award", special_award=True))]
    call.save()
    call, entries, jurors = make_scored(
        [[5, 4], [4, 5], [3, 3]], call=call, closed=False, adjustment="additive", tie_breaks=["decision"]
    )
    for juror in jurors:
        juror.user.set_password(PASSWORD)
        juror.user.save()
        EmailAddress.objects.create(user=juror.user, email=juror.email, verified=True, primary=True)
    references = [entry.reference for entry in entries]
    return {"call": call.pk, "entries": references, "jurors": [juror.email for juror in jurors]}


if __name__ == "__main__":
    import django
    from django.db import transaction

    django.setup()
    with transaction.atomic():
        planted = _plant()
    sys.stdout.write(json.dumps(planted))
