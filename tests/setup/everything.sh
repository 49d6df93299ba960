#!/usr/bin/env bash
# Everything CI runs, cheapest first; stops at the first thing that is not right.
# Expects a PostgreSQL in $POSTGRES_URL (see with_postgres.sh).
set -euo pipefail
bin=.venv/bin

step() { printf '\n\033[1m== %s\033[0m\n' "$1"; }
on_postgres() { DATABASE_URL=$POSTGRES_URL "$@"; }

tests/setup/quick.sh
step "Migrations, on PostgreSQL"; on_postgres $bin/alongside makemigrations --check --dry-run
step "Tests, on SQLite";          $bin/pytest -n 2
step "Tests, on PostgreSQL";      on_postgres $bin/pytest -n 2
step "Journeys, on PostgreSQL";   on_postgres $bin/pytest journeys
step "All is well"
