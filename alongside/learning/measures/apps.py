from django.apps import AppConfig


class Measures(AppConfig):
    name = "alongside.learning.measures"
    label = "measures"

    def ready(self) -> None:
        from alongside.foundation.record import triggers

        from .models.points import Reading

        triggers.written_once(Reading._meta.db_table, Reading.SAME)
