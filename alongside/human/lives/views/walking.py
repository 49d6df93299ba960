"""Beginning a life, whom one walks alongside, and what one is asked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader, Role, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.walking import MINE, BeginForm, ChooseForm, WishForm
from alongside.human.lives.models import HeldApart, Offer, Wish
from alongside.human.lives.rules import walking

from .life import life_of, named, there_if


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request) -> HttpResponse:
    """A name to be called by, and their yes."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        whose = request.user if given.pop("whose") == MINE else None
        life = actions.begin(by=request.user, whose=whose, **given)
        messages.success(request, _("It has begun. Nothing more is needed now."))
        return redirect(life)
    context = {"form": form, "about_a_life": True}
    return render(request, "lives/begin.html", context, status=status_of(form))


@require_safe
def mine(request: Request) -> HttpResponse:
    """The people I walk alongside, and what I am asked. For me alone."""
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why="lives:mine") as look:
        context = {
            "walked": walking.mine(reader, look),
            "resting": walking.resting(reader, look),
            "asked": walking.asked_of(reader),
            "to_back": walking.to_back(reader),
            "speaks": walking.speaks(reader),
            "kept": HeldApart.objects.visible_to(request.user).exists(),
            "about_a_life": True,
        }
        return render(request, "lives/mine.html", context)


@require_safe
def alongside(request: Request, pk: UUID) -> HttpResponse:
    """Who walks alongside, who did, and what can be done about it."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    with looking(by=request.user.pk, why="lives:alongside") as look:
        everybody = walking.everybody_who_walked(life)
        current = next((one for one in everybody if one.until is None), None)
        inner = reader.is_inner(pk)
        context = {
            "system": named(life, look),
            "current": current,
            "before": [one for one in everybody if one.until is not None],
            "own": rules.speaks_here(reader, life),
            "may_change": rules.can_change(reader, life),
            "may_decide": rules.can_decide(reader, life) and _is_read_by_others(life),
            "may_end": current is not None and rules.can_agree_an_ending(reader, current),
            "walks": current is not None and current.worker_id == request.user.pk,
            "offers": walking.offers_for(life) if inner else [],
            "wishes": walking.wishes_of(life) if inner else [],
            "about_a_life": True,
        }
        return render(request, "lives/alongside.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_worker(request: Request, pk: UUID) -> HttpResponse:
    """Choose somebody who said yes; or ask somebody by name; or have somebody found."""
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    require(rules.can_change(reader, life))
    posted = request.POST if request.method == "POST" else None
    current = rules.current(life)
    worker, own = current.worker.name if current else "", rules.speaks_here(reader, life)
    choosing = posted is not None and "offer" in posted
    decides = rules.can_decide(reader, life)
    stops = worker if rules.can_stop_today(reader, life) else ""
    wish = WishForm(posted if not choosing else None, by=request.user, worker=stops)
    offers = walking.offers_for(life)
    choose = ChooseForm(posted if choosing else None, offers=offers, worker=worker, own=own)
    with looking(by=request.user.pk, why="lives:change_worker") as look:
        form = choose if choosing else wish
        if form.is_valid() and (done := _changed(request, pk, choose, wish, choosing)):
            return done
        context = {
            "system": named(life, look),
            "form": form,
            "wish": wish,
            "choose": choose,
            "offers": offers,
            "decides": decides,
            "wishes": walking.wishes_of(life),
            "current": current,
            "own": own,
            "about_a_life": True,
        }
        return render(request, "lives/change_worker.html", context, status=status_of(form))


def _changed(
    request: Request, pk: UUID, choose: ChooseForm, wish: WishForm, choosing: bool
) -> HttpResponse | None:
    reader = Reader.of(request.user)
    life = life_of(reader, pk)
    try:
        if choosing:
            new = actions.choose(by=request.user, **choose.chosen())
            said = _("%(name)s walks alongside from now on.") % {"name": new.worker.name}
        else:
            actions.wish_for(life=life, by=request.user, **wish.asked())
            said = _("They are asked. How long they have had it is shown here.")
    except Refused as reason:
        (choose if choosing else wish).add_error(None, str(reason))
        return None
    messages.success(request, said)
    if Reader.of(request.user).sits_at(pk):
        return redirect("lives:alongside", pk=pk)
    return redirect("lives:mine")


@require_POST
def offer(request: Request, pk: UUID) -> HttpResponse:
    """Say: I would walk with them."""
    wish = _asked_of_me(request, pk)
    try:
        actions.offer(wish=wish, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("They see your name now. Whether it is you is theirs to say."))
    return redirect("lives:mine")


@require_POST
def close_wish(request: Request, pk: UUID) -> HttpResponse:
    """Say that one cannot just now; or, by the person, that they need not look any more."""
    wish = get_object_or_404(Wish.objects.open().select_related("life"), pk=pk)
    reader = Reader.of(request.user)
    own_life = reader.sits_at(wish.life_id) and rules.can_change(reader, wish.life)
    there_if(own_life or wish.person_id == request.user.pk)
    try:
        actions.close_wish(wish=wish, by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("That is said. Nobody is asked for this any more."))
    return redirect("lives:alongside", pk=wish.life_id) if own_life else redirect("lives:mine")


@require_POST
def take_back_offer(request: Request, pk: UUID) -> HttpResponse:
    """Say that one could not after all."""
    mine = Offer.objects.open().filter(by=request.user).select_related("wish")
    try:
        actions.take_back_offer(offer=get_object_or_404(mine, pk=pk), by=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("That is taken back."))
    return redirect("lives:mine")


def _asked_of_me(request: Request, pk: UUID) -> Wish:
    wish: Wish = get_object_or_404(Wish.objects.open().select_related("life"), pk=pk)
    there_if(rules.is_asked(request.user, wish))
    return wish


def _is_read_by_others(life: System) -> bool:
    """Somebody but the person sits there: once everybody has gone there is nothing to leave."""
    return bool(life.seats.current().exclude(role=Role.PERSON).exists())
