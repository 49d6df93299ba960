import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from alongside.foundation.record import followups


class Command(BaseCommand):
    help = "Runs what is to follow from what happened, and tries again what failed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Run what is waiting, and end.")
        parser.add_argument("--every", type=float, default=5.0, help="Seconds between looks.")

    def handle(self, *args: Any, once: bool, every: float, **options: Any) -> None:
        while True:
            ran = followups.run_waiting()
            if once:
                self.stdout.write(f"{ran} tried.")
                return
            if not ran:
                time.sleep(every)
