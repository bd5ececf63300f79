from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class ContestConfig(AppConfig):
    name = "contest"
    verbose_name = _("Contest")

    def ready(self) -> None:
        from contest.domain import stray_files  # noqa: PLC0415 - models exist only now

        post_delete.connect(stray_files.forget_file, sender="contest.ApplicationFile")
        post_delete.connect(stray_files.forget_upload, sender="contest.FileUpload")
