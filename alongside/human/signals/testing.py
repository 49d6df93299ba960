"""Sources, signs and knocks made the way they come about."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from alongside.foundation.people.models import Organisation, Person
from alongside.foundation.people.testing import a_membership, a_person, an_organisation
from alongside.foundation.record import followups
from alongside.foundation.systems.models import System
from alongside.foundation.systems.testing import a_system

from . import actions
from .actions import NewSign
from .models import Gateway, Knock, Source
from .signs import Saying, Who

_numbers = count(1)
MISSED = NewSign(
    words="Missed payment",
    not_meant="It does not mean they will not pay, or that anybody checked why.",
)
LAW = "Digital Economy Act 2017, section 35, with SI 2018/912"


def a_source(
    *,
    table: System | None = None,
    by: Person | None = None,
    organisation: Organisation | None = None,
    **kwargs: Any,
) -> Source:
    """Council tax, which may say that a payment was missed, and can be asked to pause letters."""
    by = by or a_person()
    table = table or a_system(by=by)
    given = {
        "name": "Council tax",
        "ground": Gateway.LAW,
        "gateway": LAW,
        "signs": [MISSED],
        "asked": table,
        "pauses": "Letters and visits about the debt",
        "pause_ground": Gateway.LAW,
        "pause_gateway": "The council’s own arrears policy, paragraph 4",
        **kwargs,
    }
    return actions.begin_source(
        table=table, by=by, organisation=organisation or an_organisation(by=by), **given
    )


def who_runs(source: Source) -> Person:
    """Somebody of the organisation whose system it is, who does not sit where it is heard."""
    return a_membership(a_person("Tess Quinn"), source.organisation).person


def a_token(source: Source) -> str:
    return actions.make_token(source=source, by=who_runs(source))


def a_saying(*, who: Who | None = None, days: int = 30, on: date | None = None) -> Saying:
    number = next(_numbers)
    today = timezone.localdate()
    who = who or Who(name=f"Alex Number{_letters(number)}", address=f"{number} Elm Street, NE8 1AA")
    return Saying("missed-payment", on or today, today + timedelta(days=days), who)


def _letters(number: int) -> str:
    return "".join(chr(97 + int(figure)) for figure in str(number))


def a_knock(*, source: Source | None = None, shown: bool = True, **kwargs: Any) -> Knock:
    """
    A sign that came in and was placed by the worker.

    :param shown: as on the next morning, when the table sees it.
    """
    source = source or a_source()
    before = set(Knock.objects.values_list("pk", flat=True))
    actions.hear(source=source, said={f"message {next(_numbers)}": a_saying(**kwargs)})
    the_worker_comes()
    knock = Knock.objects.select_related("table", "source__entry__system").exclude(pk__in=before)
    found = knock.get()
    if shown:
        found.from_when = timezone.now() - timedelta(hours=1)
        found.save(update_fields=["from_when"])
    return found


def a_taken_knock(*, by: Person, source: Source, **kwargs: Any) -> Knock:
    """One that somebody at the table has taken."""
    knock = a_knock(source=source, **kwargs)
    actions.take(knock=knock, by=by)
    return knock


def the_worker_comes() -> None:
    """What waits and is due is done."""
    while followups.run_waiting():
        pass
