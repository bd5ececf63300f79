"""A rehearsal goes through everything and finds its protocol right."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.management.commands.create_demo_accounts import DEMO_PASSWORD
from contest.domain.protocol import protocol_of
from contest.models import Application, Assignment, Call, Juror, Letter, ProtocolEvent
from contest.verifier.verification import verify
from stories.domain.sample_texts import sentences
from stories.models import BeneficiaryGroup, Challenge
from tests.factories import make_category, make_community


@pytest.fixture
def surroundings(db):
    """What the example call and invented applications refer to, and six communities."""
    for slug in ("youth-engagement", "public-spaces", "recovery-and-development"):
        make_category(slug)
    make_category("open-government", special_award=True)
    for number in range(6):
        make_community(code=f"UA0102{number:013d}", name_uk=f"Громада {number}")
    for model, name in ((Challenge, "challenges"), (BeneficiaryGroup, "groups")):
        slugs = {slug for theme in sentences()["themes"] for slug in theme[name]}
        model.objects.bulk_create(model(slug=slug, name_uk=slug, name_en=slug) for slug in slugs)


def run(**options):
    said = StringIO()
    call_command("rehearse", stdout=said, **{"applications": 9, "communities": 6, **options})
    return said.getvalue()


def test_rehearsal_ends_with_a_protocol_that_is_right_and_a_call_that_is_hidden(surroundings):
    said = run()
    call = Call.objects.get()
    assert verify(protocol_of(call)).faults == []
    assert "ALL IS RIGHT" in said
    assert (call.live, call.judging_policy.declared_at is not None) == (False, True)
    rows = Application.objects.submitted()
    assert (rows.count(), rows.values("community").distinct().count()) == (9, 6)
    assert set(ProtocolEvent.objects.values_list("kind", flat=True)) >= {
        "recused", "juror_left", "unassigned", "evaluation_changed", "entry_removed", "decided", "ranking_declared",
    }  # fmt: skip


def test_rehearsal_that_stops_early_can_be_walked_through(surroundings):
    run(until="opened")
    call = Call.objects.get()
    assert (call.live, call.judging_policy.frozen_at is not None, Assignment.objects.count()) == (
        True,
        True,
        0,
    )
    assert Letter.objects.filter(kind="juror_assigned").count() == 0


def test_jurors_of_a_rehearsal_can_be_tried_in_development_alone(surroundings, settings):
    settings.DEBUG = True
    said = run(until="opened")
    jurors = Juror.objects.of_call(Call.objects.get()).active()
    assert [juror.user.check_password(DEMO_PASSWORD) for juror in jurors] == [True] * jurors.count()
    assert [line.strip() for line in said.splitlines()[-jurors.count() :]] == [
        juror.user.email for juror in jurors
    ]


def test_jurors_of_a_rehearsal_elsewhere_have_no_password(surroundings):
    said = run(until="opened")
    assert [juror.user.has_usable_password() for juror in Juror.objects.active()] == [False] * 10
    assert DEMO_PASSWORD not in said


def test_rehearsal_is_for_development_alone(surroundings, settings):
    settings.SAMPLE_STORIES = False
    with pytest.raises(CommandError):
        run()
    assert Call.objects.count() == 0


def test_rehearsal_without_the_register_says_what_to_do(surroundings):
    with pytest.raises(CommandError) as caught:
        run(communities=7)
    assert "load_communities" in str(caught.value)
    assert Call.objects.count() == 0
