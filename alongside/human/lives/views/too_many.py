"""Too many to know anyone: asked in the name of a table."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.foundation.kit.refusals import Refused, status_of
from alongside.foundation.logbook.models import Entry
from alongside.foundation.people.models import Request
from alongside.foundation.systems.models import Part, Reader, Scale, System, name_all
from alongside.human.lives import actions
from alongside.human.lives.forms.walking import TooManyForm


@require_http_methods(["GET", "HEAD", "POST"])
def too_many(request: Request) -> HttpResponse:
    """From a table somebody sits at, to one it sits within. Nobody is named."""
    reader = Reader.of(request.user)
    tables, others = _tables(reader)
    posted = request.POST if request.method == "POST" else None
    form = TooManyForm(posted, tables=tables, others=others)
    if form.is_valid() and (entry := _asked(request, form)):
        messages.success(request, _("It is asked, in the name of the table. They have it now."))
        return redirect(entry)
    context = {"form": form, "tables": tables, "others": others}
    return render(request, "lives/too_many.html", context, status=status_of(form))


def _tables(reader: Reader) -> tuple[list[System], list[System]]:
    """The tables they could ask from, and those around them that could be asked."""
    mine = System.objects.not_lives().filter(pk__in=reader.systems).exclude(scale=Scale.COUNTRY)
    tables = list(mine.order_by("pk"))
    around = System.objects.not_lives().filter(holds__inner__in=tables)
    others = list(around.distinct().order_by("pk"))
    return name_all(tables, [Part.NAME]), name_all(others, [Part.NAME])


def _asked(request: Request, form: TooManyForm) -> Entry | None:
    try:
        return actions.too_many(by=request.user, **form.asked())
    except Refused as reason:
        form.add_error(None, str(reason))
        return None
