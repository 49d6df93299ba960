from enum import StrEnum


class ListeningEvent(StrEnum):
    VISIT_PLANNED = "listening.visit_planned"
    VISITED = "listening.visited"
    TOLD = "listening.told"
    IMPORTED = "listening.imported"
    INVITED = "listening.invited"
    UP_FOR_IT = "listening.up_for_it"
    STEPPED_BACK = "listening.stepped_back"
    SAID_ASIDE = "listening.said_aside"
    EMPATHY_DRAWN = "listening.empathy_drawn"
    EMPATHY_ADDED_TO = "listening.empathy_added_to"
