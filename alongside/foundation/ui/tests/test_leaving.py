""" "Exit this page" signs out wherever it is shown, and only what is gone forgets a draft."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults

Answer = Callable[[HttpRequest], HttpResponse]
Person = get_user_model()
SIGNS_OUT, EXIT = "data-signs-out", "data-exit"


def no(request: HttpRequest) -> HttpResponse:
    return defaults.permission_denied(request, PermissionDenied("Only Joan can do that."))


def nothing(request: HttpRequest) -> HttpResponse:
    return defaults.page_not_found(request, Http404())


def shown(answer: Answer, who: object = None) -> str:
    request = RequestFactory().get("/")
    if who is not None:
        request.user = who  # type: ignore[assignment]
    return answer(request).content.decode()


@pytest.mark.parametrize("answer", [no, nothing])
def test_a_page_that_says_no_signs_out_whoever_is_signed_in(answer: Answer) -> None:
    page = shown(answer, Person(name="Rosa"))
    assert EXIT in page
    assert page.count(SIGNS_OUT) == 1
    assert 'action="/accounts/logout/"' in page
    assert "csrfmiddlewaretoken" in page
    for nobody in (AnonymousUser(), None):
        assert EXIT in shown(answer, nobody)
        assert SIGNS_OUT not in shown(answer, nobody)


def test_a_page_with_sign_out_has_it_once() -> None:
    known = {"about_a_life": True, "user": Person(name="Rosa")}
    request = RequestFactory().get("/")
    for template in ("ui/base.html", "ui/print.html"):
        page = render_to_string(template, known, request=request)
        assert EXIT in page
        assert page.count(SIGNS_OUT) == 1


@pytest.mark.django_db
def test_leaving_an_error_page_signs_out(client: Client) -> None:
    client.force_login(Person.objects.create(name="Rosa", email="rosa@example.org"))
    assert SIGNS_OUT in client.get("/nowhere/at/all/").content.decode()
    client.post("/accounts/logout/")
    assert SIGNS_OUT not in client.get("/nowhere/at/all/").content.decode()


def test_only_where_there_is_nothing_a_draft_is_forgotten() -> None:
    assert "data-gone" in shown(nothing)
    assert "data-gone" not in shown(no)
