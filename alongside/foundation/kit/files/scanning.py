"""
Asking clamd whether something is a virus (its INSTREAM command), where this place has one.

A scanner that is set and does not answer is not the same as none: then nothing is taken in.
"""

import socket
import struct

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.foundation.kit.refusals import Refused

AT_ONCE = 64 * 1024
SECONDS = 30.0


class NoScanner(Exception):
    """clamd did not answer, or not as it should."""


def refuse_viruses(body: bytes) -> None:
    """:raises Refused: if the scanner finds something, or cannot be asked now."""
    if not settings.CLAMD:
        return
    try:
        found = ask(settings.CLAMD, body)
    except (OSError, NoScanner) as error:
        raise Refused(
            _("Files cannot be checked for viruses at the moment, so none can be kept. Try later.")
        ) from error
    if found:
        raise Refused(
            _("The virus scanner found something harmful in that file, so it was not kept.")
        )


def ask(where: str, body: bytes) -> str:
    """
    What clamd found: a virus's name, or nothing.

    :param where: the path of its socket, or ``host:port``.
    :raises NoScanner: if it says something else.
    """
    with _connected(where) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for start in range(0, len(body), AT_ONCE):
            some = body[start : start + AT_ONCE]
            clamd.sendall(struct.pack("!I", len(some)) + some)
        clamd.sendall(struct.pack("!I", 0))
        said = _answer(clamd)
    if said == "stream: OK":
        return ""
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise NoScanner


def is_there(where: str) -> bool:
    """Does it answer at all?"""
    try:
        with _connected(where) as clamd:
            clamd.sendall(b"zPING\0")
            return _answer(clamd) == "PONG"
    except (OSError, NoScanner):
        return False


def _connected(where: str) -> socket.socket:
    if where.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(SECONDS)
        try:
            clamd.connect(where)
        except OSError:
            clamd.close()
            raise
        return clamd
    host, _colon, port = where.rpartition(":")
    if not host or not port.isdigit():
        raise NoScanner
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(clamd: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0"):
        more = clamd.recv(1024)
        if not more or len(said) > 1024:
            raise NoScanner
        said += more
    return said.rstrip(b"\0").decode(errors="replace").strip()
