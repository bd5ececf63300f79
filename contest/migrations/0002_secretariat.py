"""Makes the role that runs a contest, and gives it its permissions.

Names are spelt out here rather than imported: a migration must keep meaning what it meant when it was written.
"""

from django.db import migrations

GROUP = "Secretariat"
# Permission's app and model, its codename, and the name that post_migrate would give it.
EVERYWHERE = [
    ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
    ("contest", "call", "add_call", "Can add call"),
    ("contest", "call", "change_call", "Can change call"),
    ("contest", "call", "publish_call", "Can publish call"),
    ("contest", "call", "view_call", "Can view call"),
    ("stories", "edition", "add_edition", "Can add edition of the contest"),
    ("stories", "edition", "change_edition", "Can change edition of the contest"),
    ("stories", "edition", "view_edition", "Can view edition of the contest"),
    ("stories", "category", "add_category", "Can add category"),
    ("stories", "category", "change_category", "Can change category"),
    ("stories", "category", "view_category", "Can view category"),
    ("stories", "organisation", "add_organisation", "Can add organisation"),
    ("stories", "organisation", "change_organisation", "Can change organisation"),
    ("stories", "organisation", "view_organisation", "Can view organisation"),
]
# Documents belong to collections: rights on them are given for the root collection and hold below it.
DOCUMENTS = [
    ("wagtaildocs", "document", "add_document", "Can add document"),
    ("wagtaildocs", "document", "change_document", "Can change document"),
    ("wagtaildocs", "document", "choose_document", "Can choose document"),
]


def make_secretariat(apps, schema_editor):
    alias = schema_editor.connection.alias

    def rows(label):
        return apps.get_model(label)._default_manager.using(alias)

    def permission(app_label, model, codename, name):
        # post_migrate, which makes permissions, runs after all migrations; it leaves alone what it finds.
        content_type, _ = rows("contenttypes.ContentType").get_or_create(app_label=app_label, model=model)
        found, _ = rows("auth.Permission").get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        return found

    group, _ = rows("auth.Group").get_or_create(name=GROUP)
    group.permissions.set([permission(*row) for row in EVERYWHERE])
    root = rows("wagtailcore.Collection").get(depth=1)
    for row in DOCUMENTS:
        rows("wagtailcore.GroupCollectionPermission").get_or_create(
            group=group, collection=root, permission=permission(*row)
        )


def remove_secretariat(apps, schema_editor):
    apps.get_model("auth.Group")._default_manager.using(schema_editor.connection.alias).filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("contest", "0001_initial"),
        ("stories", "0002_roles"),
    ]

    operations = [migrations.RunPython(make_secretariat, remove_secretariat)]
