"""Steps of migrations that write what older rows lack."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from contest.domain.certificates import revoke_certificate
from contest.models import Certificate, EditionFile
from tests.contest.certificates import make_certificate
from tests.contest.factories import make_submitted
from tests.factories import add_photo, make_draft, make_edition, make_image, make_user, publish

pytestmark = pytest.mark.django_db
MIGRATION = import_module("contest.migrations.0010_who_revoked_and_what_is_shown")


def test_who_revoked_a_certificate_is_taken_from_the_log():
    call = make_submitted().call
    certificates = [make_certificate(make_submitted(call)) for _number in range(3)]
    staff = make_user("staff@example.org", first_name="Софія", last_name="Секретарка")
    nameless, gone = make_user("nameless@example.org"), make_user("gone@example.org")
    for certificate, by in zip(certificates, (staff, nameless, gone), strict=True):
        revoke_certificate(certificate, reason="Хиба", by=by, at=timezone.now())
    valid = make_certificate(make_submitted(call))
    gone.delete()
    Certificate.objects.exclude(pk=valid.pk).update(revoked_by_name="?")
    MIGRATION.name_who_revoked(apps, None)
    assert list(Certificate.objects.order_by("pk").values_list("revoked_by_name", flat=True)) == [
        "Софія Секретарка", "nameless@example.org", "—", "",
    ]  # fmt: skip


def test_photos_of_files_made_before_are_all_that_their_stories_show(uk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    edition, photo, now = make_edition(), make_image(), timezone.now()
    story = add_photo(make_draft(uk, edition=edition, award="winner"), photo)
    story.save()
    story = publish(story)
    made = {"edition": edition, "kind": "epub", "language": "uk", "asked_at": now, "changed_at": now}
    file = EditionFile.objects.create(**made, stories={str(story.pk): story.live_revision_id})
    waiting = EditionFile.objects.create(**made)
    MIGRATION.note_photos(apps, None)
    assert [EditionFile.objects.get(pk=row.pk).photos for row in (file, waiting)] == [[photo.pk], []]
