"""
Where a system enters points and reads them: `docs/points-api.md` tells whoever builds one how.

What is sent is kept all or none, and the same message again is the same. What is read has small
numbers of people left out, whoever asks.
"""

import json
import re
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit import small
from alongside.foundation.kit.refusals import Refused
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.systems.models import smallest_shown
from alongside.learning.measures import actions, rules
from alongside.learning.measures.counted import Counted, Counting, Wrong
from alongside.learning.measures.figures import day_in
from alongside.learning.measures.models import Feed, Known, Measure, as_known
from alongside.learning.measures.rules.charting import end_of

MOST_BYTES = 1_000_000
MOST_TOLD = 20
FIELDS = {"period", "value", "numerator", "denominator", "missing"}
# It goes with every number that leaves here.
PURPOSE = (
    "These numbers are for learning together. They are no measure of anybody’s worth: do not tie "
    "them to pay, contracts or people, do not set a line for them to reach, and do not rank places "
    "or teams by them. Small numbers of people are left out."
)


class _No(Exception):
    """The answer to a message that cannot be kept, and why."""

    def __init__(self, status: int, sentence: str, **more: Any) -> None:
        self.status, self.sentence, self.more = status, sentence, more
        super().__init__(sentence)


@csrf_exempt  # there is no session and no cookie: a token is shown with each message
@login_not_required
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A system enters points, or reads what is known."""
    try:
        feed = _feed(request, pk)
        if request.method == "POST":
            return _enter(request, feed)
        return _read(request, feed.measure)
    except _No as no:
        answer = JsonResponse({"entered": False, "says": no.sentence, **no.more}, status=no.status)
        if no.status == 401:
            answer["WWW-Authenticate"] = "Bearer"
        if no.status == 429:
            answer["Retry-After"] = "60"
        return answer


def _feed(request: HttpRequest, pk: UUID) -> Feed:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    good = kind.lower() == "bearer" and re.fullmatch(r"[\w-]{20,200}", token, re.ASCII)
    feed = actions.feed_with(token=token) if good else None
    if feed is None:
        raise _No(401, _("Show a token of this measure: Authorization: Bearer …"))
    if rules.sends_too_much(feed):
        most = {"n": rules.A_MINUTE}
        raise _No(429, _("%(n)s messages a minute at the most. Wait, and go on.") % most)
    if feed.measure_id != pk or feed.measure.entry.is_withdrawn:
        raise _No(404, _("This token opens no measure with that address."))
    if not rules.feeds_still(feed):
        raise _No(
            403,
            _(
                "Whoever made this token does not hold the table any more. Somebody who does can "
                "make a new one."
            ),
        )
    return feed


# --- entering ------------------------------------------------------------------------------------


def _enter(request: HttpRequest, feed: Feed) -> HttpResponse:
    measure = feed.measure
    if measure.stopped_on is not None:
        raise _No(409, _("Nobody counts this any more, so no points are added."))
    counting = rules.counting_of(measure)
    points = _points(_sent(request), counting)
    try:
        came = actions.enter(measure=measure, points=points, feed=feed)
    except Refused as reason:
        raise _No(422, str(reason)) from reason
    return JsonResponse({"entered": True, "says": _("Kept."), **asdict(came)})


def _sent(request: HttpRequest) -> list[Any]:
    if request.content_type != "application/json":
        raise _No(400, _("Send JSON: Content-Type: application/json."))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
        raise _No(413, _("A message is %(n)s bytes at the most.") % {"n": f"{MOST_BYTES:,}"})
    try:
        body = request.read(MOST_BYTES + 1)
    except UnreadablePostError as error:
        raise _No(400, _("The message broke off. Send it again.")) from error
    if len(body) > MOST_BYTES:
        raise _No(413, _("A message is %(n)s bytes at the most.") % {"n": f"{MOST_BYTES:,}"})
    return _list_in(body)


def _list_in(body: bytes) -> list[Any]:
    try:
        said = json.loads(
            body.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_said_once
        )
    except (ValueError, RecursionError) as error:
        raise _No(400, _("That is not JSON in UTF-8, or says a field twice.")) from error
    if (
        not isinstance(said, dict)
        or set(said) != {"points"}
        or not isinstance(said["points"], list)
    ):
        raise _No(400, _('Send {"points": [{"period": "2026-03", "value": 12}, …]}.'))
    points: list[Any] = said["points"]
    if not points:
        raise _No(422, _("Send at least one point."))
    if len(points) > rules.MOST_SENT:
        most = {"n": f"{rules.MOST_SENT:,}"}
        raise _No(413, _("A message has %(n)s points at the most.") % most)
    return points


def _no_constant(_name: str) -> None:
    raise ValueError("NaN and Infinity are no JSON")


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("a field is said twice")
    return said


def _points(sent: list[Any], counting: Counting) -> list[Counted]:
    today, wrong = timezone.localdate(), []
    found: dict[date, Counted] = {}
    for number, each in enumerate(sent, 1):
        try:
            point = _point(each, counting, today)
            if found.setdefault(point.period, point) != point:
                raise Wrong(_("Another point says something else for the same time."))
        except Wrong as reason:
            wrong.append({"point": number, "says": str(reason)})
    if wrong:
        raise _No(
            422,
            _("Nothing was kept: some points cannot be."),
            wrong=wrong[:MOST_TOLD],
            many_wrong=len(wrong),
        )
    return list(found.values())


def _point(said: Any, counting: Counting, today: date) -> Counted:
    if not isinstance(said, dict):
        raise Wrong(_("A point is an object with a period and its number."))
    if unknown := sorted(set(said) - FIELDS):
        raise Wrong(_("Nothing is known of a field “%(name)s”.") % {"name": unknown[0][:40]})
    missing = said.get("missing", False)
    if not isinstance(missing, bool):
        raise Wrong(_("“missing” is true or false."))
    period = said.get("period")
    if not isinstance(period, str):
        raise Wrong(_("Say the period in words, such as 2026-03."))
    return counting.point(
        day_in(period, counting.often),
        _number(said, "value"),
        _number(said, "numerator"),
        _number(said, "denominator"),
        missing=missing,
        today=today,
    )


def _number(said: dict[str, Any], name: str) -> float | None:
    number = said.get(name)
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise Wrong(_("“%(name)s” is a number.") % {"name": name})
    try:
        return float(number)
    except OverflowError as error:
        raise Wrong(_("That number is too large.")) from error


# --- reading -------------------------------------------------------------------------------------


def _read(request: HttpRequest, measure: Measure) -> HttpResponse:
    smallest = smallest_shown()
    day = _day(request.GET.get("as_known_on", ""))
    known = as_known(measure, end_of(day) if day else None, smallest=smallest)
    hides = small.fewer_than(smallest, out_of=measure.has_denominator)
    words = words_of([measure.entry], parts=["words"]).get(measure.pk, {})
    return JsonResponse(
        {
            "purpose": PURPOSE,
            "measure": str(measure.pk),
            "called": words.get("words", ""),
            "often": measure.often,
            "shape": measure.shape,
            "per": measure.per,
            "as_known_on": day.isoformat() if day else None,
            "points": [_told(row, hides) for row in known],
        }
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return min(date.fromisoformat(text), timezone.localdate())
    except ValueError as error:
        raise _No(400, _("Write as_known_on as a day: 2026-03-31.")) from error


def _told(row: Known, hides: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "period": row.period.isoformat(),
        "value": row.value,
        "definition": row.number,
        "known_at": row.known_at.isoformat(timespec="seconds"),
    }
    if row.numerator is not None:
        told |= {"numerator": row.numerator, "denominator": row.denominator}
    if row.missing:
        told["missing"] = True
    if row.fewer:
        told["small"] = hides
    return told
