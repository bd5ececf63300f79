"""The secretariat's desk: its tables, and the rights of the secretariat on applications."""

import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

GROUP = "Secretariat"
# Spelt out rather than imported: a migration must keep meaning what it meant when it was written.
PERMISSIONS = [
    ("view_application", "Can view application"),
    ("change_application", "Can change application"),
    ("add_application", "Can add application"),
]


def rows(apps, schema_editor, label):
    return apps.get_model(label)._default_manager.using(schema_editor.connection.alias)


def let_the_secretariat_screen(apps, schema_editor):
    content_type, _ = rows(apps, schema_editor, "contenttypes.ContentType").get_or_create(
        app_label="contest", model="application"
    )
    group, _ = rows(apps, schema_editor, "auth.Group").get_or_create(name=GROUP)
    for codename, name in PERMISSIONS:
        # post_migrate, which makes permissions, runs after all migrations; it leaves alone what it finds.
        permission, _ = rows(apps, schema_editor, "auth.Permission").get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


def take_the_rights_back(apps, schema_editor):
    group = rows(apps, schema_editor, "auth.Group").filter(name=GROUP).first()
    if group:
        codenames = [codename for codename, _name in PERMISSIONS]
        group.permissions.remove(
            *group.permissions.filter(content_type__app_label="contest", codename__in=codenames)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("contest", "0003_applications"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApplicationIndex",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="contest.application",
                    ),
                ),
                ("keys", models.TextField()),
                ("words", models.PositiveIntegerField(verbose_name="words")),
                ("files", models.PositiveIntegerField(verbose_name="files")),
            ],
            options={
                "verbose_name": "search entry of an application",
                "verbose_name_plural": "search entries of applications",
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("text_uk", models.CharField(max_length=300, verbose_name="condition in Ukrainian")),
                (
                    "text_en",
                    models.CharField(blank=True, max_length=300, verbose_name="condition in English"),
                ),
                (
                    "call",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checklist",
                        to="contest.call",
                    ),
                ),
            ],
            options={
                "verbose_name": "condition to check",
                "verbose_name_plural": "conditions to check",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("eligible", "eligible"),
                            ("ineligible", "not eligible"),
                            ("returned", "returned for clarification"),
                            ("reopened", "taken up again"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("ticks", models.JSONField(default=list)),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("by_name", models.CharField(max_length=254, verbose_name="who")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="screenings",
                        to="contest.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contest.applicationversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision of the screening",
                "verbose_name_plural": "decisions of the screening",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StaffNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("by_name", models.CharField(max_length=254, verbose_name="who")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="contest.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "note among staff",
                "verbose_name_plural": "notes among staff",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("query", models.CharField(max_length=2000)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="application_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved list",
                "verbose_name_plural": "saved lists",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "name"), name="person_names_each_saved_list_once")
                ],
            },
        ),
        migrations.RunPython(let_the_secretariat_screen, take_the_rights_back),
    ]
