from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from wagtail.models import Page, Revision, UploadedFile  # noqa: PLC0415 - models exist only now
        from wagtail.signals import page_published, page_unpublished  # noqa: PLC0415 - models exist only now
        from wagtail.users.models import UserProfile  # noqa: PLC0415 - models exist only now
        from wagtail_localize.models import (  # noqa: PLC0415 - models exist only now
            SegmentOverride,
            StringTranslation,
        )

        from stories.domain import (  # noqa: PLC0415 - models exist only now
            publication_guard,
            renditions,
            search_freshness,
            share_images,
            translations,
            upload_guard,
            withdrawal,
        )

        pre_save.connect(upload_guard.clean_half_finished_upload, sender=UploadedFile)
        pre_save.connect(upload_guard.clean_avatar, sender=UserProfile)
        pre_save.connect(upload_guard.refuse_unreviewed_page, sender=Page)
        post_save.connect(renditions.make_for_new_photo, sender="stories.StoryImage")
        page_published.connect(renditions.make_for_published_story, sender=self.get_model("StoryPage"))
        pre_save.connect(publication_guard.refuse_unreviewed_schedule, sender=Revision)
        pre_delete.connect(publication_guard.refuse_deleting_public_story, sender="stories.StoryPage")
        pre_delete.connect(publication_guard.refuse_deleting_offered_document, sender="stories.StoryDocument")
        page_unpublished.connect(
            withdrawal.forget_addresses_of_hidden_photos, sender=self.get_model("StoryPage")
        )
        for texts in (StringTranslation, SegmentOverride):
            post_save.connect(translations.follow_text, sender=texts)
            post_delete.connect(translations.follow_text, sender=texts)
        page_published.connect(share_images.draw_after_publishing, sender=self.get_model("StoryPage"))
        page_unpublished.connect(share_images.forget_after_withdrawing, sender=self.get_model("StoryPage"))
        post_delete.connect(share_images.forget_after_withdrawing, sender="stories.StoryPage")
        search_freshness.watch()
