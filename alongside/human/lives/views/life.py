"""What every page of a life begins with."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from alongside.foundation.record.actions import Look
from alongside.foundation.systems.models import Part, Reader, Scale, System, name_all
from alongside.human.lives import rules
from alongside.human.lives.models import Relationship


def life_of(reader: Reader, pk: UUID) -> System:
    """The life, for those who have a seat there: to others it is not there."""
    found: System = get_object_or_404(System.objects.shown_to(reader), pk=pk, scale=Scale.LIFE)
    return found


def there_if(allowed: bool) -> None:
    """What is not for somebody is not there for them."""
    if not allowed:
        raise Http404


def walked_now(life: System, allowed: Callable[[Relationship], bool]) -> Relationship:
    """Who walks alongside now, for those who may do something about it."""
    walked = rules.current(life)
    if walked is None or not allowed(walked):
        raise Http404
    return walked


def named(life: System, look: Look) -> System:
    """The life with the name they like to be called by, opened under the look."""
    look.saw(life.pk, [])
    return name_all([life], [Part.NAME])[0]
