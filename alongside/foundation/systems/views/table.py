"""Who is around a table, as what, and how they came to be there."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require
from alongside.foundation.people.models import Person, Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems import actions, rules
from alongside.foundation.systems.forms import ExcludeForm, InviteForm
from alongside.foundation.systems.models import (
    Category,
    Exclusion,
    Invitation,
    Reader,
    Role,
    Seat,
    System,
    seat_all,
)
from alongside.foundation.systems.typed import typed_all

from .finding import named, status_of

PAST = 100  # of the seats that have ended
ASKED = 100  # of those who are asked: on the page are the newest


@require_safe
def table(request: Request, pk: UUID) -> HttpResponse:
    """Everyone around the table now, those who were, and to whom somebody said no."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    with looking(by=request.user.pk, why="systems:table") as look:
        around, past = _seats_of(system, reader)
        holds = rules.can_invite(reader, system)
        asked = _asked_to(system) if holds else []
        context = {
            "system": named(system, look),
            "around": [(seat, rules.can_end_seat(reader, seat)) for seat in around],
            "past": past,
            "holds": holds,
            "sits": reader.sits_at(pk),
            "excluded": _excluded_from(system) if holds else [],
            "asked": asked[:ASKED],
            "more_asked": len(asked) > ASKED,
            "about_a_life": system.is_life,
        }
        return render(request, "systems/table.html", context)


def _seats_of(system: System, reader: Reader) -> tuple[list[Seat], list[Seat]]:
    """Seats held now, those who hold the table first, and the latest of those that have ended."""
    rows = Seat.objects.filter(system=system).openly(reader)
    rows = rows.select_related("person", "organisation")
    seats = seat_all(rows.order_by("-since", "-pk"))
    _say_who_gave(seats)
    for seat in seats:
        seat.__dict__["in_full"] = rules.can_read_what_for(reader, seat, system)
    now = timezone.now()
    current = [seat for seat in seats if seat.until is None or seat.until > now]
    seats = [seat for seat in seats if seat in current or seat.__dict__["in_full"]]
    order = [*Role.values]
    current.sort(key=lambda seat: (order.index(seat.role), seat.since))
    return current, [seat for seat in seats if seat not in current][:PAST]


def _say_who_gave(seats: Iterable[Seat]) -> None:
    seats = list(seats)
    ids = {seat.given_by for seat in seats} | {seat.ended_by for seat in seats if seat.ended_by}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    for seat in seats:
        shown: dict[str, object] = {
            "giver": names.get(seat.given_by, ""),
            "ender": names.get(seat.ended_by, "") if seat.ended_by else "",
            "about": [Category(c).label for c in seat.categories],
        }
        seat.__dict__.update(shown)


def _asked_to(system: System) -> list[Invitation]:
    asked = Invitation.objects.open().filter(system=system).select_related("by")
    return typed_all(asked.order_by("-at", "-pk")[: ASKED + 1])


def _excluded_from(system: System) -> list[Exclusion]:
    rows = Exclusion.objects.current().filter(system=system)
    return typed_all(rows.select_related("person", "organisation").order_by("since"))


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request, pk: UUID) -> HttpResponse:
    """Ask somebody to the table by their address, or give an organisation a seat."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    require(rules.can_invite(reader, system))
    posted = request.POST if request.method == "POST" else None
    roles = _to_give(reader, system)
    form = InviteForm(posted, system=system, roles=roles)
    with looking(by=request.user.pk, why="systems:invite") as look:
        if form.is_valid() and (given := _invited(request, system, form)):
            seated = _("They have a seat at this table now.")
            asked = _("They are asked. They sit here with their yes, and have a name here then.")
            messages.success(request, seated if isinstance(given, Seat) else asked)
            return redirect("systems:table", pk=pk)
        context = {
            "form": form if roles else None,
            "system": named(system, look),
            "about_a_life": system.is_life,
        }
        return render(request, "systems/invite.html", context, status=status_of(form))


def _to_give(reader: Reader, system: System) -> list[Role]:
    if not system.is_life:
        return [Role.MEMBER, Role.STEWARD]
    return [Role.PERSON] if rules.can_say_whose_life(reader, system) else []


def _invited(request: Request, system: System, form: InviteForm) -> Seat | Invitation | None:
    given, seated = form.cleaned_data, form.seated()
    try:
        if given["email"]:
            whom = {"name": given["name"], "email": given["email"]}
            return actions.invite(system=system, by=request.user, **whom, **seated)
        return actions.seat(
            system=system,
            by=request.user,
            organisation=given["organisation"],
            **seated,
        )
    except Refused as reason:
        form.add_error(None, str(reason))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def end_seat(request: Request, pk: UUID) -> HttpResponse:
    """Leave a table, or end somebody's seat: asked once more before it is done."""
    reader = Reader.of(request.user)
    shown = System.objects.shown_to(reader)
    seats = Seat.objects.current().openly(reader)
    seats = seats.select_related("system", "person", "organisation")
    seat = get_object_or_404(seats, pk=pk, system__in=shown)
    require(rules.can_end_seat(reader, seat), rules.why_not_end(reader, seat))
    with looking(by=request.user.pk, why="systems:end_seat") as look:
        refused = ""
        if request.method == "POST":
            try:
                actions.end_seat(seat=seat, by=request.user)
            except Refused as reason:
                refused = str(reason)
            else:
                return _after_ending(request, seat)
        context = {
            "seat": seat_all([seat])[0],
            "system": named(seat.system, look),
            "own": seat.person_id == request.user.pk,
            "refused": refused,
            "about_a_life": seat.system.is_life,
        }
        return render(request, "systems/end_seat.html", context, status=422 if refused else 200)


def _after_ending(request: Request, seat: Seat) -> HttpResponse:
    own = seat.person_id == request.user.pk
    messages.success(request, _("You have left that table.") if own else _("That seat has ended."))
    if System.objects.shown_to(Reader.of(request.user)).filter(pk=seat.system_id).exists():
        return redirect("systems:table", pk=seat.system_id)
    return redirect("home:front")


@require_http_methods(["GET", "HEAD", "POST"])
def exclude(request: Request, pk: UUID) -> HttpResponse:
    """Say no to somebody by name."""
    reader = Reader.of(request.user)
    system = get_object_or_404(System.objects.shown_to(reader), pk=pk)
    require(rules.can_exclude(reader, system))
    form = ExcludeForm(
        request.POST if request.method == "POST" else None,
        initial={"holder": request.GET.get("seat", "")},
        by=reader,
        seats=_may_be_told_no(reader, system),
    )
    with looking(by=request.user.pk, why="systems:exclude") as look:
        if form.is_valid() and _say_no(request, system, form):
            messages.success(request, _("They have no seat here, whatever else gives them one."))
            return redirect("systems:table", pk=pk)
        context = {"form": form, "system": named(system, look), "about_a_life": system.is_life}
        return render(request, "systems/exclude.html", context, status=status_of(form))


def _may_be_told_no(reader: Reader, system: System) -> list[Seat]:
    """Whoever sits here, each once."""
    seats = Seat.objects.current().openly(reader).filter(system=system)
    seats = seats.exclude(role=Role.PERSON).exclude(person=reader.person)
    each = {seat.holder.pk: seat for seat in seats.select_related("person", "organisation")}
    return sorted(each.values(), key=lambda seat: str(seat.holder).casefold())


def _say_no(request: Request, system: System, form: ExcludeForm) -> bool:
    try:
        if form.address:
            actions.exclude_address(system=system, by=request.user, email=form.address)
        else:
            actions.exclude(system=system, by=request.user, **form.whom())
    except Refused as reason:
        form.add_error(None, str(reason))
    return not form.errors


@require_POST
def readmit(request: Request, pk: UUID) -> HttpResponse:
    """Take back a no by name."""
    reader = Reader.of(request.user)
    shown = System.objects.shown_to(reader)
    standing = Exclusion.objects.select_related("system").filter(system__in=shown)
    exclusion = get_object_or_404(standing, pk=pk)
    if not rules.can_exclude(reader, exclusion.system):
        # Whom somebody said no to is for those who hold the table alone to know.
        raise Http404
    try:
        actions.readmit(exclusion=exclusion, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("That no is taken back. A seat is asked for anew."))
    return redirect("systems:table", pk=exclusion.system_id)
