from enum import StrEnum


class ListeningEvent(StrEnum):
    VISIT_PLANNED = "listening.visit_planned"
    VISITED = "listening.visited"
    TOLD = "listening.told"
    IMPORTED = "listening.imported"
