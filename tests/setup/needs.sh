#!/usr/bin/env bash
# Makes sure of the Debian packages named: installs what is missing where that is allowed,
# and otherwise says what is missing and how to get it.
set -euo pipefail

has() {
    case "$1" in
        python3-venv) "${PYTHON:-python3}" -c "import ensurepip, venv" 2>/dev/null ;;
        postgresql) compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null ;;
        chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null ;;
        fonts-liberation) [ -d /usr/share/fonts/truetype/liberation ] || fc-list 2>/dev/null | grep -qi liberation ;;
        *) echo "needs.sh does not know how to look for $1." >&2; exit 2 ;;
    esac
}

missing() {
    for package in "$@"; do has "$package" || echo "$package"; done
}

mapfile -t wanted < <(missing "$@")
[ ${#wanted[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    {
        echo "Missing on this machine: ${wanted[*]}"
        echo "On Debian or Ubuntu:  sudo apt-get update && sudo apt-get install -y ${wanted[*]}"
        echo "Then run the same make command again."
    } >&2
    exit 1
fi

echo "Installing ${wanted[*]} ..."
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null

mapfile -t still < <(missing "$@")
if [ ${#still[@]} -gt 0 ]; then
    echo "Installed, and still not found: ${still[*]}" >&2
    exit 1
fi
