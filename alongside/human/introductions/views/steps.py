"""Each step of an introduction: one question, by whose it is to answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.people.models import Person, Request
from alongside.foundation.record.actions import looking
from alongside.foundation.systems.models import Reader
from alongside.human.introductions import actions, rules
from alongside.human.introductions.forms import (
    AcceptForm,
    FindForm,
    LetGoForm,
    MeetForm,
    NothingForm,
    PassOnForm,
    SettleForm,
    YesForm,
)
from alongside.human.introductions.models import Introduction, Offer, Stage

from .pages import about, fetched

MANY = 200


@dataclass(frozen=True)
class Step:
    """What one step asks, of whom, and when."""

    name: str
    form: type[forms.Form]
    act: Callable[..., Introduction]
    may: Callable[[Reader, Introduction], bool]
    at: Sequence[Stage]
    kept: str | Lazy


OPEN = (Stage.AGREED, Stage.ACCEPTED, Stage.MET)
AGREE = Step(
    "agree",
    YesForm,
    actions.agree,
    rules.can_agree,
    (Stage.PROPOSED,),
    gettext_lazy("Your yes is kept. Now it is with them."),
)
ACCEPT = Step(
    "accept",
    AcceptForm,
    actions.accept,
    rules.can_answer,
    (Stage.AGREED,),
    gettext_lazy("Thank you. Next you meet, the three of you."),
)
PASS_ON = Step(
    "pass_on",
    PassOnForm,
    actions.pass_on,
    rules.can_answer,
    OPEN,
    gettext_lazy("Thank you. Now you two find who it is. It waits for you on your own page."),
)
BRING_BACK = Step(
    "bring_back",
    NothingForm,
    actions.bring_back,
    rules.can_carry,
    (Stage.AGREED, Stage.ACCEPTED),
    gettext_lazy("It is back with you. Who else could it be?"),
)
MEET = Step(
    "meet",
    MeetForm,
    actions.meet,
    rules.can_carry,
    (Stage.ACCEPTED,),
    gettext_lazy("It is kept that you met."),
)
SETTLE = Step(
    "settle",
    SettleForm,
    actions.settle,
    rules.can_agree,
    (Stage.MET,),
    gettext_lazy("It is settled."),
)
LET_GO = Step(
    "let_go",
    LetGoForm,
    actions.let_go,
    rules.can_let_go,
    (Stage.SETTLED,),
    gettext_lazy("They walk alongside from now on."),
)
STOP = Step(
    "stop",
    NothingForm,
    actions.stop,
    rules.can_agree,
    (Stage.PROPOSED, *OPEN),
    gettext_lazy("It is stopped. Nothing is lost by that."),
)


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: Request, pk: UUID) -> HttpResponse:
    """The person's yes, to one plain question."""
    return _step(request, pk, AGREE)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: Request, pk: UUID) -> HttpResponse:
    """The one who was asked will come."""
    return _step(request, pk, ACCEPT)


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: Request, pk: UUID) -> HttpResponse:
    """Not us, and here is who I will find with you."""
    return _step(request, pk, PASS_ON)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_back(request: Request, pk: UUID) -> HttpResponse:
    """No answer came."""
    return _step(request, pk, BRING_BACK)


@require_http_methods(["GET", "HEAD", "POST"])
def meet(request: Request, pk: UUID) -> HttpResponse:
    """The three have met."""
    return _step(request, pk, MEET)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: Request, pk: UUID) -> HttpResponse:
    """The person says: settled."""
    return _step(request, pk, SETTLE)


@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: Request, pk: UUID) -> HttpResponse:
    """The person chooses that the one they met walks alongside from now on."""
    return _step(request, pk, LET_GO)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: Request, pk: UUID) -> HttpResponse:
    """The person would rather not."""
    return _step(request, pk, STOP)


def _step(request: Request, pk: UUID, step: Step) -> HttpResponse:
    reader = Reader.of(request.user)
    with looking(by=request.user.pk, why=f"introductions:{step.name}") as look:
        this = fetched(reader, pk)
        require(step.may(reader, this), _("This step is for somebody else in it to take."))
        if request.method != "POST" and this.stage not in step.at:
            return redirect(this)
        form = step.form(request.POST if request.method == "POST" else None)
        if form.is_valid() and _taken(step, this, form, request.user):
            messages.success(request, str(step.kept))
            gone = step is PASS_ON  # it is not theirs to see any more
            return redirect("introductions:waiting" if gone else this.get_absolute_url())
        context = about(reader, this, look) | {"form": form, "step": step.name}
        return render(request, "introductions/step.html", context, status=status_of(form))


def _taken(step: Step, this: Introduction, form: forms.Form, by: Person) -> bool:
    try:
        step.act(introduction=this, by=by, **form.cleaned_data)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: Request, pk: UUID) -> HttpResponse:
    """
    Whom the one who passed it on has found. They see nothing of the life any more, so this page
    says nothing of it: only with whom they look.
    """
    rows = Introduction.objects.waiting_on(Reader.of(request.user)).select_related("first", "next")
    this = get_object_or_404(rows, pk=pk)
    if this.stage != Stage.PASSED_ON:
        raise Http404
    form = FindForm(
        request.POST if request.method == "POST" else None,
        by=request.user,
        people=_to_find(this),
    )
    if form.is_valid():
        done: dict[str, Any] = {"introduction": this, "by": request.user, **form.cleaned_data}
        try:
            actions.find(**done)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(
                request, _("%(name)s has it from here. Thank you.") % {"name": this.first.name}
            )
            return redirect("introductions:waiting")
    context = {"form": form, "first": this.first, "since": this.clock, "about_a_life": True}
    return render(request, "introductions/find.html", context, status=status_of(form))


def _to_find(this: Introduction) -> list[Person]:
    """Everybody who says they can be pulled in for something, but the two."""
    people = Person.objects.filter(pk__in=Offer.objects.standing().values("person"))
    rows = people.exclude(pk__in=[this.asked_id, this.first_id]).order_by("name", "pk")
    return list(rows[:MANY])
