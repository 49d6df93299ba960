"""Where a source says something: what it may not say, and what the answer never tells."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.foundation.people.models import Person
from alongside.human.signals import actions, rules, signs
from alongside.human.signals.models import Heard, Knock, Source
from alongside.human.signals.testing import a_token, the_worker_comes

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
keys = count(1)
Say = Callable[..., Any]


@pytest.fixture
def token(source: Source) -> str:
    return a_token(source)


def message(**other: Any) -> dict[str, Any]:
    return {
        "what": "missed-payment",
        "when": TODAY.isoformat(),
        "expires": (TODAY + timedelta(days=60)).isoformat(),
        "who": {"name": "Rosa Hall", "address": "3 Elm Street, Gateshead NE8 1AA"},
        **other,
    }


@pytest.fixture
def say(token: str) -> Say:
    def saying(body: object = None, **headers: Any) -> Any:
        said = message() if body is None else body
        raw = said if isinstance(said, bytes) else json.dumps(said).encode()
        given = {
            "authorization": f"Bearer {token}",
            "idempotency-key": f"message-{next(keys)}",
            **headers,
        }
        client = Client(raise_request_exception=True)
        kind = given.pop("content_type", "application/json")
        return client.post("/api/signals", raw, content_type=kind, headers=given)

    return saying


def test_what_can_be_read_is_heard(say: Say) -> None:
    answer = say()
    assert answer.status_code == 202
    assert json.loads(answer.content)["heard"] is True
    assert Knock.objects.count() == 1


# --- the answer tells nothing --------------------------------------------------------------------


def test_the_answer_is_the_same_for_everybody(say: Say) -> None:
    """Known or not, new or again, matched or not: one status, one body, one set of headers."""
    first = say(**{"idempotency-key": "the-same-one"})
    the_worker_comes()
    answers = [
        first,
        say(**{"idempotency-key": "the-same-one"}),
        say(message(who={"reference": "A-1234"}), **{"idempotency-key": "the-same-one"}),
        say(),
        say(message(who={"name": "Nobody Here", "born": "1984-03-09"})),
        say(message(who={"reference": "A-1234"})),
    ]
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    assert not any(answer.cookies for answer in answers)


def test_the_same_questions_are_asked_whoever_it_is_about(
    say: Say, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """A hit and a miss do the same work until the answer is out, and after the commit."""

    def work(**who: str) -> list[str]:
        with (
            CaptureQueriesContext(connection) as asked,
            django_capture_on_commit_callbacks(execute=True),
        ):
            assert say(message(who=who)).status_code == 202
        return [re.sub(r"\bs\d+_x\d+", "", query["sql"])[:60] for query in asked]

    work(reference="warms-up-1")
    unknown = work(name="Rosa Hall", address="3 Elm Street NE8 1AA")
    the_worker_comes()
    assert Knock.objects.standing().count() == 2
    assert work(name="Rosa Hall", address="3 Elm Street NE8 1AA") == unknown
    assert work(name="Else Body", born="1984-03-09") == unknown


def test_nobody_is_looked_up_before_it_is_answered(
    say: Say,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def looked(*_args: object) -> None:
        raise AssertionError("somebody was looked up")

    monkeypatch.setattr("alongside.human.signals.actions.hearing.match", looked)
    with django_capture_on_commit_callbacks(execute=True):
        assert say().status_code == 202
    assert Knock.objects.get().placed_at is None


# --- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "shown", ["", "Bearer", "Bearer x", "Basic dTpw", "Bearer knock-" + "a" * 43, "Bearer \x7f" * 9]
)
def test_without_a_good_token_nothing_is_read(say: Say, shown: str) -> None:
    for body in (None, b"{", b"\x00" * 100):
        answer = say(body, authorization=shown)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"
    assert not Heard.objects.exists()


def test_a_token_bites_as_soon_as_it_is_stopped(say: Say, source: Source, ruth: Person) -> None:
    actions.stop_token(token=source.tokens.get(), by=ruth)
    assert say().status_code == 401


def test_a_source_nobody_listens_to_is_told_so(say: Say, source: Source, ruth: Person) -> None:
    actions.hold_source(source=source, by=ruth)
    answer = say()
    assert answer.status_code == 403
    assert "Nobody is listening" in json.loads(answer.content)["says"]
    assert not Knock.objects.exists()


def test_one_source_cannot_flood(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "A_MINUTE", 2)
    assert [say().status_code for _time in range(3)] == [202, 202, 429]
    assert say()["Retry-After"] == "60"


def test_only_sending_is_answered() -> None:
    assert Client().get("/api/signals").status_code == 405
    assert Client().post("/api/signals/").status_code == 404


def test_no_cookie_opens_it_and_none_is_needed(source: Source, ruth: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ruth)
    answer = client.post("/api/signals", message(), content_type="application/json")
    assert answer.status_code == 401


# --- what may be said ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "extra",
    [
        {"amount": "412.10"}, {"balance": 412}, {"arrears_balance": "x"}, {"arrearsBalance": "x"},
        {"score": 0.93}, {"riskScore": "high"}, {"risk": "high"}, {"priority": "1"},
        {"likelihood": "0.4"}, {"vulnerable": True}, {"band": "C"}, {"owed": "yes"},
    ],
)  # fmt: skip
def test_no_amount_balance_score_or_risk_can_be_said(say: Say, extra: dict[str, Any]) -> None:
    for body in (message(**extra), message(who={"reference": "A1", **extra})):
        answer = say(body)
        assert answer.status_code == 400
        assert json.loads(answer.content)["says"] == signs.NEVER_TAKEN
    assert not Knock.objects.exists()


@pytest.mark.parametrize(
    "who",
    [
        {"name": "Rosa owes £412", "address": "3 Elm Street"},
        {"name": "Rosa 412", "address": "3 Elm Street"},
        {"reference": "A1 GBP 412"},
        {"name": "Rosa Hall", "address": "3 Elm Street, 412 pounds"},
    ],
)
def test_nor_beside_a_name(say: Say, who: dict[str, str]) -> None:
    assert say(message(who=who)).status_code == 400


@pytest.mark.parametrize(
    ("who", "field"),
    [
        ({"reference": "4200.50"}, "reference"),
        ({"reference": "4200"}, "reference"),
        ({"reference": "owes four thousand"}, "reference"),
        ({"reference": "owes-4-thousand"}, "reference"),
        ({"reference": "arrears"}, "reference"),
        ({"reference": "CT 2026 1"}, "reference"),
        ({"name": "Risk High", "address": "3 Elm Street, NE8 1AA"}, "name"),
        ({"name": "Rosa <Hall>", "address": "3 Elm Street, NE8 1AA"}, "name"),
        ({"name": "a b c d e f g h i", "born": "1984-03-09"}, "name"),
        ({"name": "Rosa Hall", "address": "band D very likely"}, "address"),
        ({"name": "Rosa Hall", "address": "3 Elm Street, band D, NE8 1AA"}, "address"),
        ({"name": "Rosa Hall", "address": "NE8 1AA and she has gone quiet"}, "address"),
        ({"name": "Rosa Hall", "address": "3 Elm Street"}, "address"),
    ],
)
def test_what_is_no_reference_name_or_address_is_sent_back_by_its_field(
    say: Say, who: dict[str, str], field: str
) -> None:
    answer = say(message(who=who))
    assert answer.status_code == 400
    assert field in json.loads(answer.content)["says"].lower()
    assert not Knock.objects.exists()


@pytest.mark.parametrize(
    "who",
    [
        {"reference": "CT-2026-00123"},
        {"reference": "70412345"},
        {"name": "Siân O’Neill-Ní Dhomhnaill, Mrs.", "address": "Flat 2/1, 3 High St, ne81aa, UK"},
        {"name": "Ranjit Singh", "address": "The Old Bank (rear), Band Row, NE8 1AA"},
        {"name": "李小龍", "born": "1984-03-09"},
    ],
)
def test_names_and_addresses_as_people_have_them_are_heard(say: Say, who: dict[str, str]) -> None:
    assert say(message(who=who)).status_code == 202


@pytest.mark.parametrize(
    "who",
    [
        None, "Rosa", [], {}, {"name": "Rosa Hall"}, {"address": "3 Elm Street"},
        {"born": "1984-03-09"}, {"name": "Rosa", "address": "3 Elm", "born": "1984-03-09"},
        {"reference": "A1", "name": "Rosa"}, {"reference": ""}, {"reference": "=cmd()"},
        {"reference": "x" * 65}, {"name": "x" * 121, "address": "3 Elm"},
        {"name": "Rosa", "address": "y" * 201}, {"name": "Rosa", "born": "1984-02-30"},
        {"name": "Rosa", "born": "1784-02-03"}, {"name": "---", "address": "3 Elm"},
        {"name": "Rosa\u0000", "address": "3 Elm"}, {"name": ["Rosa"], "address": "3 Elm"},
        {"name": {"first": "Rosa"}, "address": "3"}, {"nino": "QQ123456C"}, {"reference": None},
    ],
)  # fmt: skip
def test_only_the_least_that_tells_whose_door_it_is(say: Say, who: object) -> None:
    answer = say(message(who=who))
    assert answer.status_code == 400
    assert not Knock.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"what": "court-date"}, {"what": "Missed payment"}, {"what": 3}, {"what": ""},
        {"what": "missed-payment\n"}, {"what": "x" * 300},
        {"when": "yesterday"}, {"when": "2026-13-01"}, {"when": "９９９９-01-01"},
        {"when": 20260101},
        {"when": (TODAY + timedelta(days=1)).isoformat()}, {"when": "1999-01-01"},
        {"when": "2026-01-01T00:00:00Z"},
        {"expires": TODAY.isoformat()}, {"expires": ""}, {"expires": None},
        {"expires": (TODAY + timedelta(days=91)).isoformat()}, {"expires": "9999-12-31"},
        {"note": "She sounded upset."}, {"": ""}, {"who ": {}},
    ],
)  # fmt: skip
def test_what_is_not_asked_for_is_refused(say: Say, said: dict[str, Any]) -> None:
    answer = say(message(**said))
    assert answer.status_code == 400
    assert not Knock.objects.exists()


@pytest.mark.parametrize("missing", ["what", "when", "expires", "who"])
def test_nothing_stands_without_a_day_to_go(say: Say, missing: str) -> None:
    body = message()
    del body[missing]
    assert say(body).status_code == 400


TWICE = json.dumps(message())[:-1] + ', "what": "missed-payment"}'


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'"x"', b"1", b"NaN", b"\x00", b"\xff\xfe", b"{}" * 1000,
        b"[" * 3_999, b'{"a":' * 700, b"{" + b'"a":' * 900, TWICE.encode(),
        b'{"what": NaN}', b'{"what": Infinity}', b'{"what": 1e999}', b'{"who": {"a": 1, "a": 2}}',
        b" " * 4_001, b"x" * 1_000_000, b'"' + b"\\u0000" * 100 + b'"', b'{"\\ud800": 1}',
        b'{"what": "\\ud800"}', ("[" * 100_000).encode(),
        json.dumps(message(what="missed-payment\u0000")).encode(),
        ("\ufeff" + json.dumps(message())).encode(),
        json.dumps(message()).encode("utf-16"),
        b'{"what": ' + b"9" * 3_900 + b"}",
    ],
    ids=lambda body: repr(body[:12]),
)  # fmt: skip
def test_no_body_breaks_it(say: Say, body: bytes) -> None:
    answer = say(body)
    assert answer.status_code == 400
    assert set(json.loads(answer.content)) == {"heard", "says"}
    assert not Knock.objects.exists()


@pytest.mark.parametrize("key", ["", "short", "x" * 201, "with space 123", "ü" * 10])
def test_every_message_has_a_key(say: Say, key: str) -> None:
    assert say(**{"idempotency-key": key}).status_code == 400


def test_only_json_is_read(say: Say) -> None:
    for kind in (
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
    ):
        assert say(content_type=kind).status_code == 400


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(field=st.sampled_from(["what", "when", "expires", "who", "x"]), value=json_values)
def test_whatever_stands_in_a_field_it_is_answered(say: Say, field: str, value: Any) -> None:
    answer = say(message(**{field: value}))
    assert answer.status_code in (202, 400, 429)
    assert b"Rosa" not in answer.content


@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=200))
def test_whatever_the_bytes_are_they_end_in_a_sentence(body: bytes) -> None:
    with pytest.raises(signs.Wrong, match=r"[a-z]"):
        signs.read(body, TODAY)
