import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from alongside.foundation.ui.middleware import nowhere


def answered(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Here")


@pytest.mark.parametrize("path", ["/%00", "/accounts/oidc/%00/login/", "/static/a%00b.css"])
def test_an_address_that_cannot_be_goes_no_further(path: str) -> None:
    with pytest.raises(Http404):
        nowhere(answered)(RequestFactory().get(path))


def test_any_other_address_goes_on() -> None:
    assert nowhere(answered)(RequestFactory().get("/me/?q=%00")).content == b"Here"


def test_nobody_meets_a_broken_page_there() -> None:
    response = Client(raise_request_exception=False).get("/accounts/oidc/%00/login/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()
