"""`alongside serve`: the site, by gunicorn. A proxy with TLS stands before it in real use."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from alongside.foundation.vault.checks import the_erased_are_gone
from alongside.front.home import keys


class Command(BaseCommand):
    help = "Serve this place."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1", help="the address to listen at")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=4)
        parser.add_argument("--quiet", action="store_true", help="say only what goes wrong")

    def handle(self, *_args: Any, **options: Any) -> None:
        if keys.missing(secret_key=settings.SECRET_KEY, site_key=settings.SITE_KEY or settings.KMS):
            raise CommandError(
                "This place has no keys yet. Run `alongside start` first, or set "
                "ALONGSIDE_SECRET_KEY and ALONGSIDE_SITE_KEY."
            )
        for wrong in the_erased_are_gone():
            raise CommandError(f"{wrong.msg} {wrong.hint or ''}".strip())
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
        # What is sent and printed leads here, until a proxy's address is named.
        os.environ.setdefault("ALONGSIDE_URL", f"http://localhost:{options['port']}")
        gunicorn = [
            *(sys.executable, "-m", "gunicorn", "alongside.config.wsgi", "--no-control-socket"),
            *("--bind", f"{options['bind']}:{options['port']}"),
            *("--worker-class", "gthread"),
            *("--workers", str(options["workers"]), "--threads", str(options["threads"])),
            *("--log-level", "warning" if options["quiet"] else "info"),
            # Should somebody turn the access log on: when, what came of it, how long; no address.
            *("--access-logformat", "%(t)s %(m)s %(s)s %(b)s %(L)ss"),
        ]
        # This process becomes the server, so that whoever started it can stop it.
        os.execv(sys.executable, gunicorn)  # noqa: S606
