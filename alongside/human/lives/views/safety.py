"""Acting without somebody's yes, to keep someone safe, and what is owed for it afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.foundation.kit.refusals import Refused, require, status_of
from alongside.foundation.logbook.reading import words_of
from alongside.foundation.people.models import Request
from alongside.foundation.record.actions import looking
from alongside.foundation.record.models import HOUSE
from alongside.foundation.systems.models import Reader, Scale, System
from alongside.human.lives import actions, rules
from alongside.human.lives.forms.safety import (
    AnotherForm,
    LookBackForm,
    NotToldForm,
    SafeForm,
    TellForm,
)
from alongside.human.lives.models import Override, match


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def keep_safe(request: Request) -> HttpResponse:
    """
    The form is the same for whomever it is about. Whether somebody is here is learnt only by
    acting, which is recorded; so is trying to.
    """
    bases = rules.bases_to_act(request.user)
    posted = request.POST if request.method == "POST" else None
    form = SafeForm(posted, by=request.user, bases=bases)
    if request.method == "POST":
        require(bool(bases))
        if form.is_valid() and (done := _act(request, form)):
            return done
    context = {"form": form, "bases": bases, "about_a_life": True}
    return render(request, "lives/keep_safe.html", context, status=status_of(form))


def _act(request: Request, form: SafeForm) -> HttpResponse | None:
    try:
        life = _whose(request, form)
        if life is None:
            raise Refused(_nothing())
        override = actions.act_to_keep_safe(life=life, by=request.user, **form.terms())
    except Refused as reason:
        actions.tried_to_keep_safe(by=request.user)
        form.add_error(None, str(reason))
        return None
    messages.success(
        request, _("You can see what you ticked, for a day. Tell them, if you have not yet.")
    )
    return redirect("lives:without_yes", pk=override.pk)


def _whose(request: Request, form: SafeForm) -> System | None:
    found = form.cleaned_data["address"]
    if found is None:
        actions.look_for(by=request.user, **form.looked_for())
        found = match(form.identifiers)
    lives = System.objects.filter(scale=Scale.LIFE)
    life: System | None = lives.filter(pk=found or HOUSE).first()
    if life is not None and rules.is_shut_out(request.user, life):
        return None
    return life


def _nothing() -> str:
    return _(
        "Nothing could be opened. That somebody tried is recorded. If somebody is in danger now, "
        "call 999."
    )


def override_of(reader: Reader, pk: UUID) -> Override:
    rows = Override.objects.select_related(
        "entry__system",
        "life",
        "acted_by",
        "second",
        "looked_back_by",
        "organisation",
        "basis",
        "not_yet_agreed_by",
        "heard_by",
    )
    override: Override = get_object_or_404(rows, pk=pk)
    if not rules.can_look_at(reader, override):
        raise Http404
    return override


@require_safe
def without_yes(request: Request, pk: UUID) -> HttpResponse:
    """What was done without a yes: why, for how long, who was told, and how it looks to another."""
    reader = Reader.of(request.user)
    return _show(request, reader, override_of(reader, pk), {})


def _show(
    request: Request, reader: Reader, override: Override, forms: dict[str, Any]
) -> HttpResponse:
    with looking(by=request.user.pk, why="lives:without_yes") as look:
        words = words_of([override.entry], look).get(override.pk, {})
        days = list(override.days.select_related("seat", "given_by").order_by("number"))
        context = {
            "override": override,
            "words": words,
            "not_yet": [text for part, text in words.items() if part.startswith("not yet")],
            "days": days,
            "runs": any(day.runs for day in days),
            "sits": reader.sits_at(override.life_id),
            "own_life": rules.speaks_here(reader, override.life),
            "may_agree": rules.can_agree_not_yet(reader, override),
            "may_say_if": override.heard_at is None and rules.can_say_if_told(reader, override),
            "may_look_back": rules.can_look_back(reader, override),
            "may_give": rules.goes_on(days[-1].seat)
            and rules.can_give_another_day(reader, override),
            "may_tell": not override.is_told and rules.can_say_told(reader, override),
            "may_put_off": not override.is_told and rules.can_put_off(reader, override),
            "may_name": rules.can_name_another(reader, override),
            "may_stop": rules.can_stop(reader, override),
            "tell": forms.get("tell") or TellForm(prefix="tell"),
            "later": forms.get("later") or NotToldForm(prefix="later"),
            "looks": forms.get("looks") or LookBackForm(prefix="looks"),
            "another": forms.get("another") or AnotherForm(prefix="another", by=request.user),
            "form": next(iter(forms.values()), None),
            "about_a_life": True,
        }
        return render(request, "lives/without_yes.html", context, status=422 if forms else 200)


@require_POST
def tell_them(request: Request, pk: UUID) -> HttpResponse:
    reader = Reader.of(request.user)
    override = override_of(reader, pk)
    form = TellForm(request.POST, prefix="tell")
    if form.is_valid():
        given = {"how": form.cleaned_data["told_how"], "words": form.cleaned_data["words"]}
        return _done(request, override, actions.tell_them, given, _("Kept. They can read it now."))
    return _show(request, reader, override, {"tell": form})


@require_POST
def not_told_yet(request: Request, pk: UUID) -> HttpResponse:
    reader = Reader.of(request.user)
    override = override_of(reader, pk)
    form = NotToldForm(request.POST, prefix="later")
    if form.is_valid():
        said = _("Kept. Look at it again on that day.")
        return _done(request, override, actions.not_told_yet, form.cleaned_data, said)
    return _show(request, reader, override, {"later": form})


@require_POST
def agree_not_yet(request: Request, pk: UUID) -> HttpResponse:
    override = override_of(Reader.of(request.user), pk)
    said = _("Kept. It holds until that day, and no longer.")
    return _done(request, override, actions.agree_not_yet, {}, said)


@require_POST
def say_if_told(request: Request, pk: UUID) -> HttpResponse:
    """The person, or who walks alongside them, says whether they were told as it is written."""
    override = override_of(Reader.of(request.user), pk)
    told = request.POST.get("told")
    if told not in ("yes", "no"):
        # It is said once and for good: nothing said is not a no.
        messages.warning(request, _("Choose whether they were told."))
        return redirect("lives:without_yes", pk=override.pk)
    given = {"was_told": told == "yes"}
    return _done(request, override, actions.say_if_told, given, _("Kept, as you say it."))


@require_POST
def look_back(request: Request, pk: UUID) -> HttpResponse:
    reader = Reader.of(request.user)
    override = override_of(reader, pk)
    form = LookBackForm(request.POST, prefix="looks")
    if form.is_valid():
        said = _("Thank you for looking at it.")
        return _done(request, override, actions.look_back, form.cleaned_data, said)
    return _show(request, reader, override, {"looks": form})


@require_POST
def another_second(request: Request, pk: UUID) -> HttpResponse:
    """Name somebody else to look at it, when whoever was named has not."""
    reader = Reader.of(request.user)
    override = override_of(reader, pk)
    form = AnotherForm(request.POST, prefix="another", by=request.user)
    if form.is_valid() and form.person is not None:
        said = _("They are asked. It is on their front page now.")
        return _done(request, override, actions.name_another, {"second": form.person}, said)
    return _show(request, reader, override, {"another": form})


@require_POST
def another_day(request: Request, pk: UUID) -> HttpResponse:
    override = override_of(Reader.of(request.user), pk)
    said = _("They have one more day from now.")
    return _done(request, override, actions.give_another_day, {}, said)


@require_POST
def stop_acting(request: Request, pk: UUID) -> HttpResponse:
    override = override_of(Reader.of(request.user), pk)
    return _done(request, override, actions.stop_acting, {}, _("That day has ended."))


def _done(
    request: Request, override: Override, action: Any, given: dict[str, Any], said: str
) -> HttpResponse:
    try:
        action(override=override, by=request.user, **given)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, said)
    override.refresh_from_db()
    # Whoever has nothing to do there any more does not read it either.
    if not rules.can_look_at(request.user, override):
        return redirect("home:front")
    return redirect("lives:without_yes", pk=override.pk)
