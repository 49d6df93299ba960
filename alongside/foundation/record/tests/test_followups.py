from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from alongside.foundation.record import followups
from alongside.foundation.record.actions import happened, verb
from alongside.foundation.record.models import HOUSE, Event, Followup

pytestmark = pytest.mark.django_db
seen: list[UUID] = []
broken: list[str] = []


def remember(event: Event) -> None:
    if broken:
        raise RuntimeError(broken[0])
    seen.append(event.id)


@pytest.fixture(autouse=True)
def _a_reaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followups, "_reactions", {})
    monkeypatch.setattr(followups, "_by_name", {})
    monkeypatch.setattr(followups, "_waits", {})
    followups.when("tests.done")(remember)
    seen.clear()
    broken.clear()


@verb
def do(*, by: UUID) -> None:
    happened("tests.done", by=by, on=HOUSE)


def test_what_follows_runs_after_the_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        do(by=uuid4())
        assert seen == []
    assert seen == [Event.objects.get().id]
    assert Followup.objects.get().done_at is not None


def test_what_fails_is_kept_and_tried_again(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken.append("a word nobody may log")
    with django_capture_on_commit_callbacks(execute=True):
        do(by=uuid4())
    followup = Followup.objects.get()
    assert (followup.done_at, followup.tries) == (None, 1)
    assert followup.due > timezone.now()
    assert "a word nobody may log" not in caplog.text
    broken.clear()
    call_command("work", "--once")
    assert seen == []  # its moment has not come
    Followup.objects.update(due=timezone.now() - timedelta(seconds=1))
    call_command("work", "--once")
    assert len(seen) == 1


def test_what_is_done_is_not_done_again(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        do(by=uuid4())
    followups.run([Followup.objects.get().pk])
    assert len(seen) == 1


def test_what_waits_is_left_to_the_worker(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Whoever caused it is answered first; how long it takes is none of their business."""
    followups.when("tests.waits", at=lambda event: event.at)(remember)
    followups.when("tests.waits", at=lambda event: event.at + timedelta(days=1))(do_not_yet)
    with django_capture_on_commit_callbacks(execute=True):
        wait(by=uuid4())
    assert seen == []
    call_command("work", "--once")
    assert seen == [Event.objects.get(kind="tests.waits").id]
    assert Followup.objects.get(done_at=None).due > timezone.now()


def do_not_yet(event: Event) -> None:
    raise AssertionError("its day has not come")


@verb
def wait(*, by: UUID) -> None:
    happened("tests.waits", by=by, on=HOUSE)
