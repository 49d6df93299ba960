import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults

from alongside.foundation.ui import errors

pytestmark = [
    pytest.mark.urls("alongside.foundation.ui.tests.addresses"),
    pytest.mark.django_db,
]


def test_the_gallery_shows_every_component(client: Client) -> None:
    page = client.get("/ui/").content.decode()
    for piece in ("cycle__drawing", "thread__drawing", "card__kind", "govuk-summary-list", "face"):
        assert piece in page


def test_a_form_refuses_and_keeps_what_was_typed(client: Client) -> None:
    page = client.post("/ui/asking/", {"where": "The food bank"}).content.decode()
    assert "There is a problem" in page
    assert 'value="The food bank"' in page
    assert "<title>Error:" in page


def test_a_page_about_a_life_has_a_neutral_title_and_a_way_out(client: Client) -> None:
    page = client.get("/ui/life/").content.decode()
    assert "<title>Alongside</title>" in page
    assert "Exit this page" in page
    assert "Never shown" not in page


@pytest.mark.parametrize("path", ["/ui/teller/", "/ui/printed/", "/accounts/login/"])
def test_other_pages_can_be_read(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "style=" not in answer.content.decode()


def asked() -> HttpRequest:
    return RequestFactory().get("/")


@pytest.mark.parametrize(
    "answer",
    [
        lambda: errors.bad_request(asked(), ValueError()),
        lambda: defaults.server_error(asked()),
        lambda: defaults.page_not_found(asked(), ValueError()),
    ],
)
def test_an_error_says_what_to_do(answer: object) -> None:
    response = answer()  # type: ignore[operator]
    assert isinstance(response, HttpResponse)
    page = response.content.decode()
    assert "<h1>" in page
    assert "data-landed" not in page


def test_a_refusal_says_its_sentence() -> None:
    response = defaults.permission_denied(asked(), PermissionDenied("Only Joan can do <that>."))
    assert "Only Joan can do &lt;that&gt;." in response.content.decode()


def test_not_just_now_can_be_shown_without_a_request() -> None:
    assert "Not just now" in render_to_string("503.html")
