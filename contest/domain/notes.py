"""Notes that the staff leave each other on an application."""

from datetime import datetime

from accounts.models import User
from contest.models import Application, StaffNote


def add_note(application: Application, *, text: str, by: User, at: datetime) -> StaffNote:
    """Add a note; nobody changes or removes it afterwards."""
    return StaffNote.objects.create(application=application, text=text.strip(), by=by, by_name=str(by), at=at)
