#!/usr/bin/env bash
# Makes a virtual environment at $1 from the first Python here that is new enough.
set -euo pipefail

new_enough() { "$1" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; }

for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if command -v "$python" >/dev/null && new_enough "$python"; then
        found=$python
        break
    fi
done

if [ -z "${found:-}" ]; then
    {
        echo "Alongside needs Python 3.11 or newer; none was found here."
        echo "Debian 12 and Ubuntu 24.04 have it:  sudo apt-get install -y python3 python3-venv"
        echo "If yours has another name:  make setup PYTHON=/where/it/is/python3.12"
    } >&2
    exit 1
fi

if ! "$found" -c "import ensurepip, venv" 2>/dev/null; then
    {
        echo "This Python cannot make virtual environments yet."
        echo "On Debian or Ubuntu:  sudo apt-get update && sudo apt-get install -y python3-venv"
        echo "Then run the same make command again."
    } >&2
    exit 1
fi

"$found" -m venv "$1"
