"""Changes of a page that was never published make no published page stale.

The editor saves a draft anew with every pause in typing; each time the whole site would have to be made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from freshness.watch import unseen


def tables_of(model: type[Page]) -> set[str]:
    """The tables that hold a page of this type: its own and those of its rows."""
    own = {Page._meta.db_table, model._meta.db_table}
    rows = {relation.related_model._meta.db_table for relation in get_all_child_relations(model)}
    links = {field.remote_field.through._meta.db_table for field in model._meta.many_to_many}
    return own | rows | links


@contextmanager
def unseen_while_draft(page: Page) -> Iterator[None]:
    """Save a page inside the block; readers' pages stay as they are if it is a draft without subpages.

    The row is locked meanwhile, so that nobody publishes the page in between. Addresses of subpages, which may be
    published, follow the address of the page above them.
    """
    with transaction.atomic():
        row = Page.objects.select_for_update().filter(pk=page.pk, live=False, numchild=0)
        if page.live or not row.exists():
            yield
            return
        with unseen(tables_of(type(page))):
            yield
