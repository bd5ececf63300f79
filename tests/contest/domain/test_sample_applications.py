"""Invented applications are what submitting them would have made."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest.domain.application_index import index_application
from contest.domain.applying import submit_application
from contest.domain.checking import gaps_of
from contest.domain.content import content_hash, says_the_same, version_content
from contest.domain.sample_applications import make_sample_applications
from contest.errors import SeedError
from contest.models import Application, ApplicationIndex
from stories.domain.sample_texts import sentences
from stories.models import BeneficiaryGroup, Challenge, Community
from tests.contest.factories import at, make_call, make_condition, make_question
from tests.factories import make_community, make_user

NOW = at("2026-05-20 12:00")


@pytest.fixture
def call(db):
    make_community()
    for model, name in ((Challenge, "challenges"), (BeneficiaryGroup, "groups")):
        slugs = {slug for theme in sentences()["themes"] for slug in theme[name]}
        model.objects.bulk_create(model(slug=slug, name_uk=slug, name_en=slug) for slug in slugs)
    call = make_call(opens_at=at("2026-05-01 12:00"), questions=[
        make_question("who", "choice", options=("Рада", "Група"), required=True),
        make_question("cost", "number", required=True, min_number=0),
        make_question("letter", "file", required=True, shown_if_question="who", shown_if_value="b"),
    ])  # fmt: skip
    call.eligibility_questions = [make_condition()]
    call.categories.update(min_words=400, max_words=1500)
    call.save()
    return call


def test_submitted_ones_are_as_if_they_had_been_submitted(call):
    assert make_sample_applications(call, 12, at=NOW) == 12
    sent = list(Application.objects.submitted().order_by("number"))
    assert [application.number for application in sent] == list(range(1, 12))
    assert sent == sorted(sent, key=lambda application: application.submitted_at)
    for application in sent:
        version = application.versions.get()
        now_in_form = version_content(application, number=1, at=version.submitted_at)
        assert (now_in_form, content_hash(now_in_form)) == (version.content, version.sha256)
        assert json.loads(version.content)["reference"] == application.reference
    entry = ApplicationIndex.objects.get(application=sent[0])
    kept = (entry.keys, entry.words, entry.files)
    entry.delete()
    made = index_application(sent[0])
    assert (made.keys, made.words, made.files) == kept


def test_drafts_are_complete(call):
    make_sample_applications(call, 3, at=NOW, submitted=False)
    drafts = list(Application.objects.drafts())
    assert [gaps_of(draft) for draft in drafts] == [[], [], []]
    version = submit_application(drafts[0], by=drafts[0].members.get(), at=NOW)
    assert says_the_same(version.content, version_content(drafts[0], number=1, at=NOW))


def test_more_are_added_to_those_that_are_there(call):
    assert make_sample_applications(call, 2, at=NOW) == 2
    assert make_sample_applications(call, 3, at=NOW) == 1
    assert make_sample_applications(call, 3, at=NOW) == 0
    assert Application.objects.count() == 3
    owners = {application.members.get() for application in Application.objects.all()}
    assert len(owners) == 3


def test_as_many_queries_for_three_as_for_one(call):
    make_sample_applications(call, 1, at=NOW)
    counts = []
    for number in (2, 5):
        with CaptureQueriesContext(connection) as queries:
            make_sample_applications(call, number, at=NOW)
        # SQLite takes so many values at once that answers come in several lots.
        counts.append(sum("contest_answer" not in query["sql"] for query in queries))
    assert counts[0] == counts[1]


def test_without_a_register_there_is_nobody_to_apply(call):
    Community.objects.update(in_register=False)
    with pytest.raises(SeedError):
        make_sample_applications(call, 1, at=NOW)


def test_command_refuses_outside_development(call, settings):
    settings.SAMPLE_STORIES = False
    with pytest.raises(CommandError):
        call_command("make_applications", "3")
    assert Application.objects.count() == 0


def test_command_leaves_drafts_if_asked(call, settings):
    settings.SAMPLE_STORIES = True
    make_user()
    call_command("make_applications", "2", "--drafts", verbosity=0)
    assert Application.objects.drafts().count() == 2
