"""Where an unknown address leads to."""

import pytest

from tests.factories import make_user


@pytest.mark.parametrize("address", ["/cms/nothing/", "/cms/reviews/nothing/", "/cms/pages/nothing/"])
def test_unknown_address_of_the_editors_pages_is_not_found_by_those_who_may_see_them(
    client, indexes, address
):
    client.force_login(make_user(groups=["Editors"]))
    answer = client.get(address)
    assert (answer.status_code, answer.templates[0].name) == (404, "wagtailadmin/404.html")


@pytest.mark.parametrize("address", ["/cms/nothing/", "/cms/pages/1/edit/"])
def test_unknown_address_of_the_editors_pages_asks_a_stranger_to_sign_in(client, indexes, address):
    answer = client.get(address, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/accounts/login/")
    assert answer.wsgi_request.GET["next"] == address


@pytest.mark.parametrize(
    "address", ["/accounts/nothing/", "/documents/1/plan.pdf", "/media/nothing.jpg", "/api/nothing/"]
)
def test_unknown_address_that_names_no_language_is_not_tried_under_one(client, indexes, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("accepted", "language"), [("uk", "uk"), ("en", "en"), ("pl", "uk")])
def test_page_without_its_language_is_tried_in_the_visitors(client, indexes, accepted, language):
    answer = client.get("/stories/", headers={"accept-language": accepted})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{language}/stories/")


def test_editors_pages_are_found_without_the_last_slash(client, indexes):
    assert client.get("/cms").headers["Location"] == "/cms/"
