"""Gives the roles their permissions, in place of the two groups that Wagtail makes by itself.

Names are spelt out here rather than imported: a migration must keep meaning what it meant when it was written.
"""

import swapper
from django.conf import settings
from django.db import migrations

ADMIN_ACCESS = {"wagtailadmin.admin": ["access"]}

HOUSE = {
    "Editors": {
        "everywhere": {
            **ADMIN_ACCESS,
            "wagtail_localize.translation": ["submit"],
            "stories.organisation": ["add", "change", "view"],
            "stories.storytag": ["add", "change", "view"],
            "stories.challenge": ["add", "change", "view"],
            "stories.beneficiarygroup": ["add", "change", "view"],
            "stories.community": ["change", "view"],
            "stories.category": ["view"],
            "stories.edition": ["view"],
        },
        "pages": ["add", "change"],
        "collections": {
            "wagtailimages.image": ["add", "change", "choose"],
            "wagtaildocs.document": ["add", "change", "choose"],
        },
    },
    "Reviewers": {
        "everywhere": {**ADMIN_ACCESS, "stories.safetyreview": ["add", "view"]},
        "pages": [],
        "collections": {"wagtailimages.image": ["choose"]},
    },
    "Publishers": {
        "everywhere": ADMIN_ACCESS,
        "pages": ["add", "change", "publish"],
        "collections": {"wagtailimages.image": ["choose"], "wagtaildocs.document": ["choose"]},
    },
}

_STOCK_ACCESS = {
    **ADMIN_ACCESS,
    "wagtail_localize.translation": ["submit"],
    "wagtailimages.image": ["add", "change", "choose", "delete"],
    "wagtaildocs.document": ["add", "change", "choose", "delete"],
}
_STOCK_FILES = {
    "wagtailimages.image": ["add", "change", "choose"],
    "wagtaildocs.document": ["add", "change", "choose"],
}
# What the packages' own migrations leave behind; restored when this one is taken back.
STOCK = {
    "Editors": {"everywhere": _STOCK_ACCESS, "pages": ["add", "change"], "collections": _STOCK_FILES},
    "Moderators": {
        "everywhere": _STOCK_ACCESS,
        "pages": ["add", "change", "lock", "publish", "unlock"],
        "collections": _STOCK_FILES,
    },
}

# The rest are called «Can add story» and so on, which post_migrate would name the same way.
SPECIAL = {
    ("wagtailadmin.admin", "access"): ("access_admin", "Can access Wagtail admin"),
    ("wagtail_localize.translation", "submit"): ("submit_translation", "Can submit translations"),
}


class Rights:
    """Sets the permissions of groups with the models of one moment of history."""

    def __init__(self, apps, alias):
        self.apps = apps
        self.alias = alias

    def objects(self, label):
        return self.apps.get_model(label)._default_manager.using(self.alias)

    def permission(self, label, action):
        """The permission row, made here if post_migrate, which runs after all migrations, has not made it yet."""
        app_label, model_name = label.lower().split(".")
        content_type, _ = self.objects("contenttypes.ContentType").get_or_create(
            app_label=app_label, model=model_name
        )
        codename, name = SPECIAL.get(
            (label, action), (f"{action}_{model_name}", f"Can {action} {self.named(label)}")
        )
        permission, _ = self.objects("auth.Permission").get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        return permission

    def named(self, label):
        try:
            return self.apps.get_model(label)._meta.verbose_name_raw
        except LookupError:
            return label.split(".")[1]

    def permissions(self, wanted):
        return [self.permission(label, action) for label, actions in wanted.items() for action in actions]

    def set_group(self, name, rights):
        group, _ = self.objects("auth.Group").get_or_create(name=name)
        group.permissions.set(self.permissions(rights["everywhere"]))

        page_label = swapper.get_model_name("wagtailcore", "Page")
        root_page = self.objects(page_label).get(depth=1)
        group_page_permissions = self.objects("wagtailcore.GroupPagePermission")
        group_page_permissions.filter(group=group).delete()
        for permission in self.permissions({page_label: rights["pages"]}):
            group_page_permissions.create(group=group, page=root_page, permission=permission)

        root_collection = self.objects("wagtailcore.Collection").get(depth=1)
        group_collection_permissions = self.objects("wagtailcore.GroupCollectionPermission")
        group_collection_permissions.filter(group=group).delete()
        for permission in self.permissions(rights["collections"]):
            group_collection_permissions.create(
                group=group, collection=root_collection, permission=permission
            )

    def replace(self, old, new):
        self.objects("auth.Group").filter(name__in=old.keys() - new.keys()).delete()
        for name, rights in new.items():
            self.set_group(name, rights)


def set_house_roles(apps, schema_editor):
    Rights(apps, schema_editor.connection.alias).replace(STOCK, HOUSE)


def set_stock_groups(apps, schema_editor):
    Rights(apps, schema_editor.connection.alias).replace(HOUSE, STOCK)


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [migrations.RunPython(set_house_roles, set_stock_groups)]
