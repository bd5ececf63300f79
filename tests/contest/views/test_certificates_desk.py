"""A call's certificates at the desk: who opens which address, the list, the ZIP, revoking and issuing anew."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.declaring import declare_ranking
from contest.models import Certificate
from tests.contest.certificates import make_certificate, make_honoured
from tests.contest.factories import make_call, make_submitted
from tests.contest.publications import make_published
from tests.contest.rankings import make_scored
from tests.factories import make_edition, make_user

LIST_QUERIES = 13


@pytest.fixture
def honoured(db):
    return make_honoured(make_call())


def places(certificate):
    start = f"/cms/contest/calls/{certificate.application.call_id}/judging/certificates/"
    own = f"{start}{certificate.public_id}/"
    return [start, f"{start}certificates.zip", f"{own}uk.pdf", f"{own}en.pdf", f"{own}revoke/"]


def test_secretariat_alone_opens_the_addresses(honoured, signed_in, secretary):
    application, certificate = honoured
    found = places(certificate)
    answers = [secretary.get(address) for address in found]
    assert [(row.status_code, row["Content-Type"].split(";")[0]) for row in answers] == [
        (200, "text/html"), (200, "application/zip"), (200, "application/pdf"), (200, "application/pdf"), (200, "text/html"),
    ]  # fmt: skip
    with ZipFile(BytesIO(b"".join(answers[1].streaming_content))) as archive:
        assert archive.namelist() == [f"{certificate.number}-uk.pdf", f"{certificate.number}-en.pdf"]
    editor, applicant = signed_in("Editors", "Publishers"), Client()
    applicant.force_login(application.members.get())
    assert [editor.get(address).headers["Location"] for address in found] == ["/cms/"] * 5
    assert [applicant.get(address).status_code for address in found] == [403] * 5
    assert [Client().get(address).headers["Location"].split("?")[0] for address in found] == [
        "/accounts/login/"
    ] * 5
    # Of another call there is none, and nobody else revokes.
    other = make_submitted(make_call(edition=make_edition(4)))
    assert (
        secretary.get(found[2].replace(f"calls/{application.call_id}", f"calls/{other.call_id}")).status_code
        == 404
    )
    editor.post(found[4], {"reason": "x"})
    assert Certificate.objects.valid().count() == 1


def test_revoking_asks_for_a_reason_and_the_list_then_says_it(honoured, secretary):
    _application, certificate = honoured
    desk, *_papers, revoke = places(certificate)
    assert secretary.post(revoke, {"reason": " "}).context["form"].errors["reason"] == [
        "Say why the certificate is revoked."
    ]
    assert secretary.post(revoke, {"reason": "Хибна <b>назва</b>"}).headers["Location"] == desk
    again = secretary.post(revoke, {"reason": "Ще раз"})
    assert again.context["form"].non_field_errors() == [
        f"The certificate {certificate.number} has been revoked already."
    ]
    text = secretary.get(desk).content.decode()
    told = f"by {secretary.user}: Хибна &lt;b&gt;назва&lt;/b&gt;"
    assert (told in text, "certificates.zip" in text) == (True, False)
    assert secretary.get(places(certificate)[2]).status_code == 404


def test_what_has_no_certificate_is_issued_once_the_results_are_out(secretary):
    call, _entries, _jurors = make_scored([[5, 4], [3, 3]])
    declare_ranking(call, by=make_user("declares@example.org"), at=call.judging_closes_at)
    desk = f"/cms/contest/calls/{call.pk}/judging/certificates/"
    secretary.post(desk)
    assert (Certificate.objects.count(), secretary.get(desk).context["is_out"]) == (0, False)
    make_published(call)
    Certificate.objects.update(
        revoked_at=timezone.now(), revoked_reason="Помилка в назві.", revoked_by_name="Софія"
    )
    assert secretary.get(desk).context["missing"] == 1
    secretary.post(desk), secretary.post(desk)
    assert (Certificate.objects.valid().count(), secretary.get(desk).context["missing"]) == (1, 0)


def test_three_certificates_cost_the_queries_of_one(honoured, secretary, django_assert_num_queries):
    application, certificate = honoured
    desk = places(certificate)[0]
    secretary.get(desk)
    with django_assert_num_queries(LIST_QUERIES):
        secretary.get(desk)
    for _number in range(2):
        make_certificate(make_submitted(application.call))
    with django_assert_num_queries(LIST_QUERIES):
        assert len(secretary.get(desk).context["lines"]) == 3
