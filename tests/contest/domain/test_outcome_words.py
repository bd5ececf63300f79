"""What letters about the jury's decision say beside it: certificate, citation, notes for the applicant."""

import pytest
from django.utils import timezone

from contest.domain.releasing import release_results
from contest.models import Application, Letter, Publication
from tests.contest.certificates import make_certificate
from tests.contest.factories import make_call
from tests.contest.publications import make_citation, make_published
from tests.contest.rankings import make_scored
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def make_decided():
    """Two judged applications, of which the first has won; every juror has written three notes on the first."""
    call, entries, jurors = make_scored([[5, 4], [3, 3]])
    for entry, status in zip(entries, ("winner", "not_awarded"), strict=True):
        Application.objects.filter(pk=entry.pk).update(status=status)
    for juror in jurors:
        evaluation = juror.assignments.get(application=entries[0]).evaluation
        notes = {"note": "приватне", "panel_note": "для журі", "applicant_note": f"Порада {juror.code}"}
        for path, text in notes.items():
            evaluation.fields.create(path=path, value=text, saved_at=timezone.now())
    return call, entries, jurors


def told(call, *, gives_feedback):
    """The letters of the results by application, one reader each."""
    make_published(call, gives_feedback=gives_feedback)
    release_results(call, by=make_user("releases@example.org"), at=timezone.now())
    return {row.application_id: row.body for row in Letter.objects.filter(kind__in=("winner", "not_awarded"))}


def test_winner_reads_citation_certificate_and_advice_in_their_own_language(settings):
    settings.SITE_URL = "https://stories.example"
    call, (winner, other), jurors = make_decided()
    certificate = make_certificate(winner)
    make_citation(winner, uk="Журі вразило.", en="It moved the jury.")
    person = winner.members.get()
    person.language = "en"
    person.save()
    letters = told(call, gives_feedback=True)
    said = letters[winner.pk].split("\n\n")
    assert said[1:6] == [
        "The jury says of it:\nIt moved the jury.",
        "All the results:\nhttps://stories.example/en/contest/third/",
        "Your certificate has a page of its own, which confirms it and offers a badge for your site:\n"  # noqa: ISC004
        f"https://stories.example/en/certificates/{certificate.public_id}/",
        f"It can be downloaded and printed from the page of the application:\nhttps://stories.example/en/my/{winner.public_id}/",
        "What jurors wrote for you:\n— Порада J01",
    ]
    secrets = ["приватне", "для журі", *(juror.name for juror in jurors), "{"]
    assert [word in letters[winner.pk] for word in secrets] == [False] * len(secrets)
    # Who has no advice reads no heading above nothing.
    assert "https://stories.example/uk/contest/third/" in letters[other.pk]
    assert "Що члени журі написали" not in letters[other.pk]


def test_what_there_is_not_takes_its_paragraph_with_it_and_advice_is_the_organisers_choice():
    call, (winner, _other), _jurors = make_decided()
    letter = told(call, gives_feedback=False)[winner.pk]
    assert [words in letter for words in ("Журі каже", "сертифікат", "Порада", "Усі результати")] == [
        False, False, False, True,
    ]  # fmt: skip
    assert Publication.objects.get(call=call).gives_feedback is False


def test_organisers_choose_at_the_desk_whether_advice_is_given_until_it_is_sent(secretary):
    call = make_call()
    desk = f"/cms/contest/calls/{call.pk}/judging/publication/"
    chosen = []
    for gives in ("yes", "no", "yes"):
        secretary.post(desk, {"step": "feedback", "gives": gives})
        chosen.append(Publication.objects.get(call=call).gives_feedback)
    make_published(call)
    secretary.post(desk, {"step": "feedback", "gives": "no"})
    assert [*chosen, Publication.objects.get(call=call).gives_feedback] == [True, False, True, True]
