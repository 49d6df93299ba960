from enum import StrEnum


class RecordEvent(StrEnum):
    LOOKED = "record.looked"
