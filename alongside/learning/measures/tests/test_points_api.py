"""Where a system enters points and reads them."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.foundation.people.models import Person
from alongside.foundation.people.testing import a_person
from alongside.foundation.systems import actions as systems
from alongside.foundation.systems.models import Role, System
from alongside.foundation.systems.testing import a_seat, a_system
from alongside.learning.measures import actions, rules
from alongside.learning.measures.counted import Counted
from alongside.learning.measures.models import Feed, Measure, Reading, Shape, as_entered
from alongside.learning.measures.testing import a_measure
from alongside.learning.measures.views import api

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
JAN = date(2026, 1, 1)


@pytest.fixture
def ruth() -> Person:
    return a_person("Ruth Tanner")


@pytest.fixture
def table(ruth: Person) -> System:
    return a_system(by=ruth)


@pytest.fixture
def measure(table: System, ruth: Person) -> Measure:
    return a_measure(table, by=ruth)


@pytest.fixture
def people(table: System, ruth: Person) -> Measure:
    return a_measure(
        table,
        by=ruth,
        shape=Shape.SHARE,
        counts_people=True,
        numerator="Right the first time",
        denominator="Who claimed",
    )


def sender(measure: Measure, by: Person) -> Send:
    token = actions.make_feed(measure=measure, by=by)

    def send(
        body: object = None, *, to: Measure = measure, method: str = "post", **more: Any
    ) -> Any:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {token}"} | more.pop("headers", {})
        url = f"/api/measures/{to.pk}/points"
        if method == "get":
            return Client().get(url, more, headers=headers)
        kind = more.pop("content_type", "application/json")
        return Client().post(url, raw, content_type=kind, headers=headers)

    return send


@pytest.fixture
def send(measure: Measure, ruth: Person) -> Send:
    return sender(measure, ruth)


def points(*said: object) -> dict[str, object]:
    return {"points": list(said)}


def jan(**more: object) -> dict[str, object]:
    return {"period": "2026-01", **more}


# --- entering ------------------------------------------------------------------------------------


def test_what_is_sent_is_kept(send: Send, measure: Measure) -> None:
    answer = send(points(jan(value=12), {"period": "2026-02-14", "missing": True}))
    assert answer.status_code == 200
    assert answer.json() == {"entered": True, "says": "Kept.", "new": 2, "changed": 0, "same": 0}
    assert [(row.period, row.value) for row in as_entered(measure)] == [
        (JAN, 12.0),
        (date(2026, 2, 1), None),
    ]
    assert {row.feed for row in Reading.objects.all()} == {Feed.objects.get()}


def test_the_same_again_is_the_same(send: Send) -> None:
    send(points(jan(value=12)))
    assert send(points(jan(value=12))).json()["same"] == 1
    assert send(points(jan(value=13))).json()["changed"] == 1
    assert Reading.objects.count() == 2


def test_so_many_out_of_so_many(people: Measure, ruth: Person) -> None:
    send = sender(people, ruth)
    assert send(points(jan(numerator=20, denominator=40))).status_code == 200
    assert as_entered(people)[0].value == 50
    assert send(points(jan(numerator=41, denominator=40))).status_code == 422
    assert send(points(jan(numerator=4, denominator=-40))).status_code == 422
    assert send(points(jan(value=50))).status_code == 422


def test_it_is_all_kept_or_nothing(send: Send) -> None:
    answer = send(points(jan(value=12), {"period": "someday", "value": 1}, {"value": 2}))
    assert answer.status_code == 422
    assert [one["point"] for one in answer.json()["wrong"]] == [2, 3]
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"points": {}}', 400),
        (b'{"points": [], "more": 1}', 400),
        (b'{"points": []}', 422),
        (b'{"points": [{"period": "2026-01", "value": NaN}]}', 400),
        (b'{"points": [{"period": "2026-01", "value": Infinity}]}', 400),
        (b'{"points": [{"period": "2026-01", "value": 1e400}]}', 422),
        (b'{"points": [{"period": "2026-01", "value": 1' + b"0" * 400 + b"}]}", 422),
        (b'{"points": [{"period": "2026-01", "value": 1' + b"0" * 9000 + b"}]}", 400),
        (b'{"points": [{"period": "2026-01", "value": 1, "value": 2}]}', 400),
        (b'{"points": [{"period": "2026-01", "value": "12"}]}', 422),
        (b'{"points": [{"period": "2026-01", "value": true}]}', 422),
        (b'{"points": [{"period": "2026-01", "value": 1, "target": 2}]}', 422),
        (b'{"points": [{"period": "2026-01", "value": 1, "missing": true}]}', 422),
        (b'{"points": [{"period": "2026-01", "missing": "yes"}]}', 422),
        (b'{"points": [{"period": 202601, "value": 1}]}', 422),
        ('{"points": [{"period": "٢٠٢٦-٠١", "value": 1}]}'.encode(), 422),
        (b'{"points": [7]}', 422),
        (b"[" * 100_000, 400),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(send: Send, body: bytes, status: int) -> None:
    answer = send(body)
    assert answer.status_code == status, answer.content
    said = answer.json()
    assert said["entered"] is False
    assert said["says"].endswith((".", "…", ".}")) or "Send" in said["says"]
    assert not Reading.objects.exists()


def test_what_is_still_to_come_is_not_counted_yet(send: Send) -> None:
    later = (timezone.localdate() + timedelta(days=40)).isoformat()
    assert send(points({"period": later, "value": 1})).status_code == 422


def test_too_much_at_once_is_told_so(send: Send) -> None:
    assert send(b" " * (api.MOST_BYTES + 1)).status_code == 413
    many = [{"period": "2026-01", "value": 1}] * (rules.MOST_SENT + 1)
    assert send(points(*many)).status_code == 413


def test_only_json_is_read(send: Send) -> None:
    assert send(points(jan(value=1)), content_type="text/plain").status_code == 400


@pytest.mark.parametrize(
    "shown", ["", "Basic abc", "Bearer", "Bearer x", "Bearer " + "x" * 43, "Bearer ünïcode" * 5]
)
def test_without_a_good_token_nothing_is_told(measure: Measure, shown: str) -> None:
    url = f"/api/measures/{measure.pk}/points"
    for answer in (
        Client().get(url, headers={"authorization": shown}),
        Client().post(url, b"{", "application/json", headers={"authorization": shown}),
    ):
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_is_good_for_one_measure(send: Send, people: Measure) -> None:
    assert send(points(jan(value=1)), to=people).status_code == 404
    assert send(method="get", to=people).status_code == 404


def test_a_stopped_token_is_good_for_nothing(send: Send, ruth: Person) -> None:
    actions.stop_feed(feed=Feed.objects.select_related("measure__entry__system").get(), by=ruth)
    assert send(points(jan(value=1))).status_code == 401


def test_what_nobody_counts_any_more_takes_no_points(
    send: Send, measure: Measure, ruth: Person
) -> None:
    actions.stop(measure=measure, by=ruth)
    assert send(points(jan(value=1))).status_code == 409
    assert send(method="get").status_code == 200


def test_sixty_messages_a_minute(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules.points, "A_MINUTE", 2)
    answers = [send(points(jan(value=1))) for _n in range(3)]
    # The minute may turn over between two of them.
    assert answers[0].status_code == 200
    if answers[2].status_code == 429:
        assert answers[2]["Retry-After"] == "60"
    else:
        assert [send(points(jan(value=1))).status_code for _n in range(3)][2] == 429


# --- reading -------------------------------------------------------------------------------------


def test_what_is_read_says_what_it_is_for(send: Send, measure: Measure) -> None:
    send(points(jan(value=12)))
    told = send(method="get").json()
    assert "for learning together" in told["purpose"]
    assert told["called"] == "Days until a claim is right"
    [point] = told["points"]
    assert (point["period"], point["value"], point["definition"]) == ("2026-01-01", 12.0, 1)


def test_few_people_are_left_out_whoever_asks(people: Measure, ruth: Person) -> None:
    send = sender(people, ruth)
    send(points(jan(numerator=38, denominator=40)))
    answer = send(method="get")
    [point] = answer.json()["points"]
    assert (point["value"], point["small"]) == (
        None,
        "too few people to say",
    )
    assert "38" not in json.dumps(point | {"known_at": ""})
    assert "40" not in json.dumps(point | {"known_at": ""})


def test_it_is_read_as_it_was_known(send: Send, measure: Measure, ruth: Person) -> None:
    before = timezone.now() - timedelta(days=5)
    actions.enter(measure=measure, points=[Counted(JAN, 12)], by=ruth, known_at=before)
    send(points(jan(value=13)))
    day = timezone.localdate(before).isoformat()
    then = send(method="get", as_known_on=day).json()
    assert [point["value"] for point in then["points"]] == [12.0]
    assert send(method="get", as_known_on="yesterday").status_code == 400


def test_a_token_goes_with_the_seat_of_who_made_it(
    table: System, measure: Measure, ruth: Person
) -> None:
    kerry = a_person("Kerry")
    seat = a_seat(table, by=ruth, person=kerry, role=Role.STEWARD)
    send = sender(measure, kerry)
    assert send(points(jan(value=12))).status_code == 200
    systems.end_seat(seat=seat, by=ruth)
    for answer in (send(points(jan(value=13))), send(method="get")):
        assert answer.status_code == 403
        assert "does not hold the table any more" in answer.json()["says"]
    with pytest.raises(PermissionDenied):
        actions.enter(measure=measure, points=[Counted(JAN, 13)], feed=Feed.objects.get())
    assert [row.value for row in as_entered(measure)] == [12.0]


def test_no_more_is_sent_than_can_be_read_on_one_chart(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.points, "MOST_POINTS", 1)
    answer = send(points(jan(value=12), {"period": "2026-02", "value": 3}))
    assert answer.status_code == 422
    assert "cannot be read on one chart" in answer.json()["says"]


def test_a_day_far_off_is_read_as_today_or_as_before_anything(send: Send) -> None:
    send(points(jan(value=12)))
    late = send(method="get", as_known_on="9999-12-31").json()
    assert late["as_known_on"] == timezone.localdate().isoformat()
    assert [row["value"] for row in late["points"]] == [12.0]
    assert send(method="get", as_known_on="0001-01-01").json()["points"] == []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["points", "period", "value", "numerator", "denominator", "missing"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_is_sent_it_ends_in_an_answer(send: Send, body: object) -> None:
    from django.core.cache import cache

    cache.clear()
    assert send(body).status_code in (200, 400, 422)
