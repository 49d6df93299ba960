"""What an introduction is now, who is shown it, and what follows from a step."""

from alongside.foundation.people.models import Person
from alongside.foundation.systems.models import Category, Reader, System
from alongside.human.introductions.models import Introduction
from alongside.human.lives import actions as lives
from alongside.human.lives.models import Agreement


def shown_to(person: Person) -> list[Introduction]:
    return list(Introduction.objects.visible_to(Reader.of(person)))


def as_now(introduction: Introduction) -> Introduction:
    return Introduction.objects.whole().get(pk=introduction.pk)


def agreed(life: System, by: Person, who: Person, about: str = Category.MONEY) -> Agreement:
    return lives.agree(
        life=life,
        by=by,
        recipient=who,
        question="Can I tell them about the money?",
        purpose="To put it right.",
        categories=[about],
        until=None,
    )


def follow() -> None:
    from alongside.foundation.record.followups import run_waiting

    while run_waiting():
        pass
