"""Signing in with an account of one's own organisation (OpenID Connect)."""

import pytest
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def arriving(settings: Settings, rf: RequestFactory) -> HttpRequest:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "The council",
                    "client_id": "alongside",
                    "secret": "only for tests",
                    "settings": {"server_url": "https://id.example.org"},
                }
            ]
        }
    }
    request = rf.get("/")
    request.user, request.session = AnonymousUser(), SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def _vouched_for(request: HttpRequest, email: str, *, verified: bool) -> HttpResponse:
    said = {"sub": "17", "email": email, "email_verified": verified, "name": "From elsewhere"}
    with request_context(request):
        provider = get_adapter().get_provider(request, "oidc")
        login = provider.sociallogin_from_response(request, {"userinfo": said, "id_token": said})
        return complete_social_login(request, login)  # type: ignore[no-any-return]


def test_a_vouched_address_of_somebody_here_signs_them_in(arriving: HttpRequest) -> None:
    ben = a_person("Ben", email="ben@example.org")
    _vouched_for(arriving, "Ben@example.org", verified=True)
    assert arriving.session["_auth_user_id"] == str(ben.pk)
    ben.refresh_from_db()
    assert ben.name == "Ben"


@pytest.mark.parametrize(
    ("email", "verified"), [("ben@example.org", False), ("stranger@example.org", True)]
)
def test_nobody_else_is_let_in(arriving: HttpRequest, email: str, verified: bool) -> None:
    a_person("Ben", email="ben@example.org")
    _vouched_for(arriving, email, verified=verified)
    assert "_auth_user_id" not in arriving.session
    assert Person.objects.count() == 1


def test_migrating_alone_makes_the_table_rate_limits_are_counted_in() -> None:
    assert "cache" in connection.introspection.table_names()
    cache = DatabaseCache("cache", {})
    cache.set("limit", 3)
    assert cache.incr("limit") == 4
