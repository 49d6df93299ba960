"""What a look at each page of this room was for, as the person reads it."""

from django.utils.translation import gettext_lazy as _

from alongside.foundation.record.whys import looks_mean

looks_mean(
    {
        "lives:who_looked": _("opened this page with you"),
        "lives:raise_concern": _("opened the page to ask about a look, with you"),
        "lives:ask_another": _("opened the page to ask somebody else about a look"),
        "lives:mine": _("opened the list of those they walk with, with your name on it"),
        "lives:alongside": _("looked at who walks with you"),
        "lives:change_worker": _("opened the page to choose somebody else"),
        "lives:take_up_again": _("opened the page to walk together again"),
        "lives:ending": _("opened the page to say how you stop walking together"),
        "lives:leave": _("opened the page to leave"),
        "lives:reach": _("opened the page to write down how they tried to reach you"),
        "lives:reaching": _("read how somebody tried to reach you"),
        "lives:all_that_matters": _("opened what matters to you"),
        "lives:line": _("read a line about what matters to you"),
        "lives:write_line": _("opened the page to add to what matters to you"),
        "lives:put_right": _("opened the page to put a line right"),
        "lives:hold": _("opened the page to keep words the law asks for"),
        "lives:note": _("opened the page to note a talk with you"),
        "lives:conversation": _("read a note of a talk with you"),
        "lives:conversations": _("looked at the notes of talks with you"),
        "lives:freedoms": _("looked at what you want to do"),
        "lives:freedom": _("read about something you want to do"),
        "lives:want": _("opened the page to write what you want to do"),
        "lives:ask_to_back": _("opened the page to ask somebody to back you both"),
        "lives:who_may_know": _("looked at who may know what about you"),
        "lives:ask_to_share": _("opened the page to ask if they can tell somebody"),
        "lives:by_law": _("opened the page to tell somebody because a law asks"),
        "lives:question": _("read a question you were asked"),
        "lives:receipt": _("opened the paper about a yes of yours"),
        "lives:take_back": _("opened the page to take back a yes"),
        "lives:renew": _("opened the page to ask a yes of yours again"),
        "lives:no_by_name": _("opened the page to say no to somebody"),
        "lives:name_voice": _("opened the page to name who speaks with you"),
        "lives:known_by": _("looked at what you are known by"),
        "lives:all_of_it": _("opened the page to have all that is kept of you"),
        "lives:everything_file": _("saved all that is kept of you as a page, for you"),
        "lives:everything_data": _("saved all that is kept of you as data, for you"),
        "lives:cover": _("looked at what is about others, before you are given all of it"),
        "lives:check_covering": _("read words about somebody else, to say if you are given them"),
        "lives:find": _("asked if somebody here knows you"),
        "lives:identity": _("read what you are known by"),
        "lives:to_meet": _("looked at who asks to meet you"),
        "lives:same_person": _("looked at whether two records are both yours"),
        "lives:everything": _("opened all that is kept about you"),
        "lives:draft_return": _("drafted what an office asks for about you"),
        "lives:returns": _("looked at what an office asks for about you"),
        "lives:kept_by_law": _("opened the list of what a law keeps"),
        "lives:held": _("read words that a law keeps"),
        "lives:erase": _("opened the page to erase all of it"),
    }
)

looks_mean(
    {
        "lives:concern": _("read what you asked about a look"),
        "lives:say_how": _("opened the page to say how a look was"),
        "lives:answer_concern": _("opened the page to answer what you asked about a look"),
    },
    ground=_("you asked about a look, by name"),
)

looks_mean(
    {
        "lives:speaks_with": _("read who speaks with you, and why"),
        "lives:speak": _("read a question you were asked, to speak with you"),
    },
    ground=_("they are named to speak with you"),
)

looks_mean(
    {
        "lives:back": _("read what they were asked to back"),
    },
    ground=_("they were asked to back you and your worker"),
)

looks_mean(
    {
        "lives:without_yes": _("read what was done to keep someone safe"),
    },
    ground=_("they look at what was done to keep someone safe"),
)
