"""Brings a call whose jury reads into the site's database: `python -m tests.browser.judged_call`, with the site's settings.

It is made by the same functions as in the tests and the product, so its protocol is a real one. Prints the addresses of
the juror's applications as JSON.
"""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JUROR, COLLEAGUE = "olena@jury.example.net", "petro@jury.example.net"
CRITERIA = ("Взаємодія", "Тривалість", "Докази")
TITLES = (
    "Пекарня, що не зачинялася",
    "Двір, який зробили разом",
    "Кухня на випадок темряви",
    "Школа у сховищі",
)


def plant(environment, module="tests.browser.judged_call"):
    """Run the module against the site of the environment; returns what it prints."""
    command = [sys.executable, "-m", module]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**environment, "PYTHONPATH": paths},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def _plant():
    # This module is a program of its own, too; what it makes needs the site's settings.
    from allauth.account.models import EmailAddress  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from stories.models import Community  # noqa: PLC0415
    from tests.browser.conftest import PASSWORD  # noqa: PLC0415
    from tests.contest.factories import complete_answers, make_call, make_question  # noqa: PLC0415
    from tests.contest.juries import make_entry, open_jury  # noqa: PLC0415
    from tests.contest.sittings import give, make_reader, set_criteria  # noqa: PLC0415
    from tests.factories import make_category, make_edition, make_user  # noqa: PLC0415

    opens_at = timezone.now() - timedelta(days=45)
    edition = make_edition(12, slug="judged")
    call = make_call(
        edition=edition, category=make_category("judged-category"), opens_at=opens_at,
        questions=[make_question("why", "long_text")],
    )  # fmt: skip
    set_criteria(call, CRITERIA)
    jurors = []
    for email, name in ((JUROR, "Олена"), (COLLEAGUE, "Петро")):
        user = make_user(email, first_name=name, language="uk")
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        jurors.append(make_reader(call, user=user, name=name))
    entries = []
    for title, community in zip(TITLES, Community.objects.order_by("code"), strict=False):
        own = {"title": title, "question/why": "Бо світла не було, а люди були."}
        entries.append(make_entry(call, answers=complete_answers(call, community=community, **own)))
    open_jury(call)
    given = [give(jurors[0], entry) for entry in entries]
    return [f"/uk/jury/{row.public_id}/" for row in sorted(given, key=lambda row: row.public_id.hex)]


if __name__ == "__main__":
    import django
    from django.db import transaction

    django.setup()
    with transaction.atomic():
        planted = _plant()
    sys.stdout.write(json.dumps(planted))
