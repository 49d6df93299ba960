from enum import StrEnum


class SensemakingEvent(StrEnum):
    MADE_SENSE = "sensemaking.made_sense"
    SEEN = "sensemaking.seen"
    SEEN_ONE_WAY = "sensemaking.seen_one_way"
    SEEN_SEVERAL_WAYS = "sensemaking.seen_several_ways"
