"""What Wagtail may offer to do with a page of the site, beyond its own rules."""

from wagtail.models import PagePermissionTester


class HousePagePermissions(PagePermissionTester):
    """As Wagtail's, but what the public can read is taken off the site first and deleted afterwards, if at all."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002 - Wagtail's signature
        return super().can_delete(ignore_bulk) and not self._holds_something_public()

    def can_move(self) -> bool:
        # Wagtail asks for the right to delete; moving hides nothing.
        return super().can_delete(ignore_bulk=True)

    def _holds_something_public(self) -> bool:
        if self.page.live or self.page.is_leaf():
            return bool(self.page.live)
        return bool(self.page.get_descendants().live().exists())
