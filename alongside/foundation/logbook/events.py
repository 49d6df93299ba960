from enum import StrEnum


class LogbookEvent(StrEnum):
    WIDENED = "logbook.widened"
    LOWERED = "logbook.lowered"
    WITHDRAWN = "logbook.withdrawn"
    TAKEN_ON = "logbook.taken_on"
    OFFERED = "logbook.offered"
    NEWS_BROUGHT = "logbook.news_brought"
    NEWS_READ = "logbook.news_read"
    CARD_MADE = "logbook.card_made"
    ASKED = "logbook.asked"
    ANSWERED = "logbook.answered"
    WAITS_AGAIN = "logbook.waits_again"
