#!/usr/bin/env bash
# What needs no database server and no browser, cheapest first.
set -euo pipefail
bin=.venv/bin

step() { printf '\n\033[1m== %s\033[0m\n' "$1"; }

step "Lint";                  $bin/ruff check .
step "Format";                $bin/ruff format --check .
step "Who may import whom";   $bin/lint-imports
step "Types";                 $bin/mypy
step "Templates";             $bin/djlint alongside --lint --quiet
step "Migrations, on SQLite"; DATABASE_URL=sqlite://:memory: $bin/alongside makemigrations --check --dry-run
