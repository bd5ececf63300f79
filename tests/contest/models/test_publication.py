"""What the database keeps of a publication of results."""

import pytest
from django.db import IntegrityError, transaction

from contest.models import Citation
from tests.contest.factories import make_submitted
from tests.contest.publications import make_citation
from tests.factories import make_category

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by_award", [False, True], ids=["in a category", "special award"])
def test_honour_has_one_citation(by_award):
    award = make_category("open-government", special_award=True) if by_award else None
    application = make_submitted()
    make_citation(application, award=award)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_citation(application, award=award)
    assert Citation.objects.count() == 1


def test_honour_in_a_category_and_special_award_have_a_citation_each():
    application = make_submitted()
    make_citation(application)
    make_citation(application, award=make_category("open-government", special_award=True))
    make_citation(application, award=make_category("courage", special_award=True))
    assert Citation.objects.count() == 3
