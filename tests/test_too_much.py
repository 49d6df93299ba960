"""More than any page takes: said to be that, with what to do, and nothing is kept of it."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_what_is_too_much_to_send_is_said_to_be_that(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    client = Client(raise_request_exception=False)
    answer = client.post("/code/", {"code": "x" * 2_000})
    assert answer.status_code == 400
    assert "That is too much to send at once" in answer.text
    assert "Make it shorter" in answer.text


def test_what_makes_no_sense_is_not_said_to_be_too_much() -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"host": "not a host"})
    assert answer.status_code == 400
    assert "We could not make sense of that" in answer.text
