from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from wagtail.models import Page, UploadedFile  # noqa: PLC0415 - models exist only now
        from wagtail.users.models import UserProfile  # noqa: PLC0415 - models exist only now

        from stories.domain import upload_guard  # noqa: PLC0415 - models exist only now

        pre_save.connect(upload_guard.clean_half_finished_upload, sender=UploadedFile)
        pre_save.connect(upload_guard.clean_avatar, sender=UserProfile)
        pre_save.connect(upload_guard.refuse_unreviewed_page, sender=Page)
