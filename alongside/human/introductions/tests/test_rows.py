"""What the database itself lets be stored of an introduction: every row there could be, tried."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.foundation.people.testing import a_person
from alongside.foundation.systems.models import Seat
from alongside.human.introductions.models import Ended, Introduction, Stage
from alongside.human.introductions.testing import a_worker, an_introduction
from alongside.human.lives.testing import a_life_with

pytestmark = pytest.mark.django_db
MOMENTS = ["agreed_at", "accepted_at", "met_at", "settled_at", "let_go_at"]
ENDS = ["", *Ended.values, "rejected"]


@pytest.fixture
def made() -> Introduction:
    return an_introduction(a_life_with(by=a_person("Ruth")), upto=Stage.AGREED)


def stored(made: Introduction, **values: Any) -> bool:
    """Whether the database takes such a row, asked without any of our own code."""
    try:
        with transaction.atomic():
            Introduction.objects.filter(pk=made.pk).update(**values)
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def every_row(made: Introduction) -> Iterator[tuple[dict[str, Any], bool]]:
    """Every row of moments there or not, however it ended; and whether it makes sense."""
    at, seat = made.proposed_at + timedelta(hours=1), made.seat_id
    for there in product([True, False], repeat=len(MOMENTS)):
        for has_seat, ended, has_end in product([True, False], ENDS, [True, False]):
            row: dict[str, Any] = {
                name: at if is_there else None
                for name, is_there in zip(MOMENTS, there, strict=True)
            }
            row |= {"settled_how": "here" if row["settled_at"] else ""}
            row |= {"seat": seat if has_seat else None}
            row |= {"ended": ended, "ended_at": at if has_end else None}
            yield row, makes_sense(there, has_seat, ended, has_end)


def makes_sense(there: tuple[bool, ...], has_seat: bool, ended: str, has_end: bool) -> bool:
    agreed, _accepted, _met, settled, _let_go = there
    in_order = all(before or not after for before, after in pairwise(there))
    known = has_end == bool(ended) and ended != "rejected"
    return (
        in_order
        and agreed == has_seat
        and known
        and not (has_end and settled)
        and (agreed or ended in ("", Ended.STOPPED))
    )


def test_of_all_rows_only_warm_ones_can_be_stored(made: Introduction) -> None:
    rows = list(every_row(made))
    assert len(rows) == 2**5 * 2 * len(ENDS) * 2
    wrong = [row for row, sense in rows if stored(made, **row) is not sense]
    assert wrong == []
    assert sum(sense for _row, sense in rows) == 6 + 3 * 3 + 1


def test_there_is_no_row_without_a_named_worker(made: Introduction) -> None:
    assert not stored(made, asked=None)
    assert not stored(made, first=None)
    assert not stored(made, asked=made.first_id)


@pytest.mark.parametrize(("earlier", "later"), list(pairwise(MOMENTS)))
def test_no_moment_comes_before_the_one_it_needs(
    made: Introduction, later: str, earlier: str
) -> None:
    moments = MOMENTS[: MOMENTS.index(later) + 1]
    at = made.proposed_at + timedelta(hours=1)
    row: dict[str, Any] = dict.fromkeys(moments, at) | {later: at - timedelta(seconds=1)}
    row |= {"settled_how": "here" if "settled_at" in moments else ""}
    assert not stored(made, **row)
    assert stored(made, **(row | {later: at}))


def test_settled_says_how_the_person_said_so(made: Introduction) -> None:
    at = timezone.now()
    row: dict[str, Any] = dict.fromkeys(MOMENTS[:4], at)
    assert not stored(made, **row)
    assert not stored(made, **row, settled_how="letter")
    assert stored(made, **row, settled_how="beside")


def test_only_who_passed_it_on_has_found_somebody(made: Introduction) -> None:
    somebody, _where = a_worker("Samira Haddad")
    row: dict[str, Any] = {"found": somebody, "found_at": timezone.now()}
    assert not stored(made, **row)
    for ended in (Ended.BROUGHT_BACK, Ended.STOPPED):
        assert not stored(made, **row, ended=ended, ended_at=timezone.now())
    assert stored(made, **row, ended=Ended.PASSED_ON, ended_at=timezone.now())
    assert not stored(made, found=somebody, ended=Ended.PASSED_ON, ended_at=timezone.now())


def test_a_seat_is_the_yes_of_one_introduction(made: Introduction) -> None:
    other = an_introduction(made.life, category="money")
    assert not stored(other, seat=made.seat_id, agreed_at=timezone.now())
    assert Seat.objects.filter(pk=str(made.seat_id)).exists()
