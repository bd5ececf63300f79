from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import gettext_lazy as _


class ContestConfig(AppConfig):
    name = "contest"
    verbose_name = _("Contest")

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished  # noqa: PLC0415 - models exist only now

        from contest.domain import edition_files, embargo, exports, stray_files  # noqa: PLC0415 - models exist only now

        post_delete.connect(stray_files.forget_file, sender="contest.ApplicationFile")
        post_delete.connect(stray_files.forget_upload, sender="contest.FileUpload")
        post_delete.connect(exports.forget_export, sender="contest.Export")
        post_delete.connect(edition_files.forget_edition_file, sender="contest.EditionFile")
        pre_save.connect(embargo.refuse_early_story, sender="stories.StoryPage")
        pre_save.connect(embargo.refuse_early_schedule, sender=apps.get_model("wagtailcore.Revision"))
        post_save.connect(edition_files.renew_without_photo, sender="stories.StoryImage")
        for signal in (page_published, page_unpublished):
            signal.connect(edition_files.renew_after_change, sender=apps.get_model("stories.StoryPage"))
