"""Who revoked a certificate, which photos a file of an edition holds, and approvals in the history of applications."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REVOKED = "contest.certificates.revoke"
NOBODY_KNOWN = "—"


def name_who_revoked(apps, _schema_editor):
    """Take the name from the site's log, in which every revocation was written; a dash where the account is gone."""
    revoked = apps.get_model("contest", "Certificate").objects.filter(revoked_at__isnull=False)
    if not revoked.exists():
        return
    entries = apps.get_model("wagtailcore", "ModelLogEntry").objects.filter(action=REVOKED)
    users = apps.get_model(settings.AUTH_USER_MODEL).objects.in_bulk(
        set(entries.exclude(user=None).values_list("user", flat=True))
    )
    names = {data.get("number"): _name(users.get(user)) for data, user in entries.values_list("data", "user")}
    # The name alone: rows that came to point at others would keep PostgreSQL from adding the constraint.
    for row in revoked:
        row.revoked_by_name = names.get(row.number, NOBODY_KNOWN)
        row.save(update_fields=["revoked_by_name"])


def _name(user):
    if user is None:
        return NOBODY_KNOWN
    return f"{user.first_name} {user.last_name}".strip() or user.email


def note_photos(apps, _schema_editor):
    """Of what was made before nobody noted the photos: all that its stories show count."""
    shown = apps.get_model("stories", "StoryPhoto").objects
    for file in apps.get_model("contest", "EditionFile").objects.exclude(stories={}).only("stories"):
        photos = shown.filter(story__in=[int(key) for key in file.stories]).values_list("image", flat=True)
        file.photos = sorted(set(photos))
        file.save(update_fields=["photos"])


class Migration(migrations.Migration):
    dependencies = [
        ("contest", "0009_jury_leftovers"),
        ("stories", "0006_invented_stories"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="revoked_by_name",
            field=models.CharField(blank=True, default="", max_length=254, verbose_name="revoked by"),
            preserve_default=False,
        ),
        migrations.RunPython(name_who_revoked, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("revoked_at__isnull", True), ("revoked_by__isnull", True), ("revoked_by_name", "")
                    ),
                    models.Q(("revoked_at__isnull", False), models.Q(("revoked_by_name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="revoked_certificate_says_by_whom",
            ),
        ),
        migrations.AddField(
            model_name="editionfile",
            name="photos",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(note_photos, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="historyentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("started", "begun"),
                    ("status", "status changed"),
                    ("submitted", "submitted"),
                    ("members", "people changed"),
                    ("extended", "deadline extended"),
                    ("returned", "returned for clarification"),
                    ("released", "decision made known"),
                    ("files", "files changed"),
                    ("on_behalf", "entered by the secretariat"),
                    ("anonymised", "personal data removed"),
                    ("story", "draft of a story made"),
                    ("asked", "applicant asked to agree to the story’s text"),
                    ("agreed", "the story’s text agreed to, through the private link"),
                    ("changes", "changes to the story’s text asked for, through the private link"),
                ],
                max_length=12,
            ),
        ),
    ]
