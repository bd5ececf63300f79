"""Withdrawals of stories; tags that are found in any case; documents under names that nobody can guess."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stories.models.documents
from stories.text.folding import fold


def fill_search_text(apps, schema_editor):
    tags = apps.get_model("stories", "StoryTag")._default_manager.using(schema_editor.connection.alias)
    for tag in tags.all():
        tag.search_text = "\n".join([fold(tag.name), fold(tag.name_en)])
        tag.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0003_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="storydocument",
            name="file",
            field=models.FileField(upload_to=stories.models.documents.document_path, verbose_name="file"),
        ),
        migrations.AddField(
            model_name="storytag",
            name="search_text",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill_search_text, migrations.RunPython.noop, elidable=True),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="reason")),
                ("withdrawn_by_name", models.CharField(max_length=320)),
                ("withdrawn_at", models.DateTimeField(auto_now_add=True, verbose_name="withdrawn")),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawals",
                        to="stories.storypage",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "withdrawal",
                "verbose_name_plural": "withdrawals",
                "ordering": ["-withdrawn_at", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="withdrawal_says_why")
                ],
            },
        ),
    ]
