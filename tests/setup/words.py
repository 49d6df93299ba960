"""Compiles every catalogue of words beside its source; `make words` runs it."""

from pathlib import Path

import polib

if __name__ == "__main__":
    for path in Path("alongside/locale").rglob("*.po"):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
