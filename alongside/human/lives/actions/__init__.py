"""The verbs of a life, a file a noun."""

from .agreements import agree, renew, see, take_back
from .bases import (
    end_basis,
    name_no_longer,
    name_to_act,
    named_till_they_left,
    record_basis,
)
from .by_law import let_in_by_law
from .concerns import answer_concern, ask_another, raise_concern, say_how_it_was
from .covering import (
    check_covering,
    cover,
    hand_out,
    keep,
)
from .endings import come_back, could_not_reach, leave, not_yet, say_it_ends, take_up_again, tried
from .erasing import ask_to_erase, close_sign_in, erase, erase_again, keep_after_all
from .finding import answer_to_meet, ask_to_meet, know_by, look_for
from .freedoms import ask_to_back, back, cannot_back_yet, stop_asking, want
from .held import let_go, let_go_again, let_go_what_is_due
from .lines import hold, let_words_go, note, put_right, write_line
from .merging import answer_if_same, ask_if_same, merge, unmerge
from .noes import keep_to_a_no
from .questions import ask_to_share, say_no, say_yes
from .relationships import (
    THEIRS,
    begin,
    choose,
    close_wish,
    hand_over,
    offer,
    stopped,
    take_back_offer,
    wish_for,
)
from .returns import (
    take_return,
)
from .safety import (
    act_to_keep_safe,
    agree_not_yet,
    give_another_day,
    look_back,
    name_another,
    not_told_yet,
    say_if_told,
    stop_acting,
    tell_them,
    tried_to_keep_safe,
)
from .taking_up import ask_to_take_up, make_sure
from .too_many import too_many
from .voices import end_voice, name_voice, say_with, take_back_said

__all__ = [
    "THEIRS",
    "act_to_keep_safe",
    "agree",
    "agree_not_yet",
    "answer_concern",
    "answer_if_same",
    "answer_to_meet",
    "ask_another",
    "ask_if_same",
    "ask_to_back",
    "ask_to_erase",
    "ask_to_meet",
    "ask_to_share",
    "ask_to_take_up",
    "back",
    "begin",
    "cannot_back_yet",
    "check_covering",
    "choose",
    "close_sign_in",
    "close_wish",
    "come_back",
    "could_not_reach",
    "cover",
    "end_basis",
    "end_voice",
    "erase",
    "erase_again",
    "give_another_day",
    "hand_out",
    "hand_over",
    "hold",
    "keep",
    "keep_after_all",
    "keep_to_a_no",
    "know_by",
    "leave",
    "let_go",
    "let_go_again",
    "let_go_what_is_due",
    "let_in_by_law",
    "let_words_go",
    "look_back",
    "look_for",
    "make_sure",
    "merge",
    "name_another",
    "name_no_longer",
    "name_to_act",
    "name_voice",
    "named_till_they_left",
    "not_told_yet",
    "not_yet",
    "note",
    "offer",
    "put_right",
    "raise_concern",
    "record_basis",
    "renew",
    "say_how_it_was",
    "say_if_told",
    "say_it_ends",
    "say_no",
    "say_with",
    "say_yes",
    "see",
    "stop_acting",
    "stop_asking",
    "stopped",
    "take_back",
    "take_back_offer",
    "take_back_said",
    "take_return",
    "take_up_again",
    "tell_them",
    "too_many",
    "tried",
    "tried_to_keep_safe",
    "unmerge",
    "want",
    "wish_for",
    "write_line",
]
