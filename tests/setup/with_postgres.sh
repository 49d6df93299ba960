#!/usr/bin/env bash
# Runs a command with a throwaway PostgreSQL at $POSTGRES_URL; nothing of it is left afterwards.
set -euo pipefail

bin=$(compgen -G "/usr/lib/postgresql/*/bin" | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
home=$(mktemp -d --tmpdir alongside-pg.XXXXXX)
as=()
if [ "$(id -u)" -eq 0 ]; then
    # PostgreSQL refuses to run as root.
    as=(runuser -u postgres --)
    chown postgres "$home"
fi

stop() {
    cd /
    "${as[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate -s stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start() {
    cd "$home"
    "${as[@]}" "$bin/initdb" -D "$home/data" -U alongside --auth=trust --encoding=UTF8 \
        --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 || { cat "$home/initdb.log" >&2; return 1; }
    # Safe to lose, so quick: nothing waits for the disk.
    cat >>"$home/data/postgresql.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$home'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
# Between two tests the tables are empty: counted then, they would be thought so ever after.
autovacuum = off
SETTINGS
    "${as[@]}" "$bin/pg_ctl" -D "$home/data" -l "$home/log" -s -w start || { cat "$home/log" >&2; return 1; }
    "${as[@]}" "$bin/createdb" -h "$home" -U alongside alongside
}
(start)

export POSTGRES_URL="postgres://alongside@${home//\//%2F}/alongside"
"$@"
