"""What matters, conversations, who walks alongside, what somebody wants to be free to do."""

from typing import Any

from django.urls import reverse

from alongside.human.lives import actions
from alongside.human.lives.testing import a_conversation, a_freedom, a_line, a_reaching


def pages(table: Any) -> dict[str, str]:
    life, by = table.system, table.story.by
    words = "kittiwake"
    line = a_line(life, by=by, words=words)
    put = a_line(life, by=by, words=words)
    actions.put_right(entry=put.entry, by=by, words=f"{words} again")
    of_life = [
        "all_that_matters matters_sheet write_line conversations note alongside change_worker",
        "leave ending reach freedoms want",
    ]
    named = {name: life.pk for line in of_life for name in line.split()}
    named |= {
        "line": line.pk,
        "put_right": line.pk,
        "hold": put.pk,
        "conversation": a_conversation(life, by=by, words=words).pk,
        "reaching": a_reaching(life, by=by, words=words).pk,
    }
    freedom = a_freedom(life, by=by, words=words)
    named |= {"freedom": freedom.pk, "ask_to_back": freedom.pk}
    return {f"lives:{name}": reverse(f"lives:{name}", args=[pk]) for name, pk in named.items()}


OWN_PAGES = ["lives:begin", "lives:mine", "lives:come_back", "lives:too_many"]
NOT_PAGES = {
    "lives:offer": "only ever sent to",
    "lives:close_wish": "only ever sent to",
    "lives:take_back_offer": "only ever sent to",
    "lives:could_not_reach": "only ever sent to",
    "lives:stop_asking": "only ever sent to",
    "lives:back": "for whoever is asked to back it",
    "lives:take_up_again": "once it rests",
    "lives:ask_to_take_up": "only ever sent to",
    "lives:to_make_sure": "for the stewards of the place",
    "lives:make_sure": "only ever sent to",
}
