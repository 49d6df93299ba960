import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from alongside.foundation.record import followups


class Command(BaseCommand):
    help = "Runs what is to follow from what happened, tries again what failed, seals each day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Run what is waiting, and end.")
        parser.add_argument("--every", type=float, default=5.0, help="Seconds between looks.")

    def handle(self, *args: Any, once: bool, every: float, **options: Any) -> None:
        sealed = None
        while True:
            ran = followups.run_waiting()
            if sealed != timezone.localdate():
                sealed = timezone.localdate()
                self._seal()
            if once:
                self.stdout.write(f"{ran} tried.")
                return
            if not ran:
                time.sleep(every)

    def _seal(self) -> None:
        """Today's checkpoint; a place without a key to sign with says so once a day."""
        try:
            call_command("checkpoint", stdout=self.stdout, stderr=self.stderr)
        except CommandError as why:
            self.stderr.write(str(why))
