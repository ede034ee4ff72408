#!/usr/bin/env bash
# A throw-away PostgreSQL server for tests, on a socket of its own in a folder of its own, owned by an ordinary user.
#   tools/postgres.sh start DIR   make and start it (FSYNC=off: fast, unsafe); prints its URL (jiandu is superuser)
#   tools/postgres.sh stop DIR    stop it and remove the folder
set -euo pipefail

programs() {   # folder of initdb and pg_ctl: PATH, else Debian's newest
    if command -v pg_ctl >/dev/null && command -v initdb >/dev/null; then
        dirname "$(readlink -f "$(command -v pg_ctl)")"
    else
        find /usr/lib/postgresql -path '*/bin/pg_ctl' 2>/dev/null | sort -V | tail -1 | xargs -r dirname
    fi
}

as_owner() {   # PostgreSQL refuses to run as root
    if [ "$(id -u)" -ne 0 ]; then "$@"; else (cd / && runuser -u "$OWNER" -- "$@"); fi
}

[ $# -eq 2 ] || { sed -n '2,4p' "$0"; exit 2; }
DIR=$2
OWNER=$(id -un postgres 2>/dev/null || echo nobody)
BIN=$(programs)
[ -n "$BIN" ] || { echo "PostgreSQL is not installed (apt-get install postgresql)" >&2; exit 3; }

case $1 in
start)
    mkdir -p "$DIR"
    if [ "$(id -u)" -eq 0 ]; then chown "$OWNER" "$DIR"; fi
    as_owner "$BIN/initdb" -D "$DIR/data" -U jiandu -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    as_owner "$BIN/pg_ctl" -D "$DIR/data" -l "$DIR/log" -w start \
        -o "-k '$DIR' -c listen_addresses='' -c fsync=${FSYNC:-on} -c max_connections=200" >/dev/null
    echo "postgresql://jiandu@/postgres?host=$DIR"
    ;;
stop)
    as_owner "$BIN/pg_ctl" -D "$DIR/data" -m immediate -w stop >/dev/null || true
    rm -rf "$DIR"
    ;;
*) sed -n '2,4p' "$0"; exit 2 ;;
esac
