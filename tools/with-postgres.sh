#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL server, whose URL is JIANDU_TEST_POSTGRES, and what else tests need.
#   tools/with-postgres.sh COMMAND [ARGUMENT...]        FSYNC=off trades safety for speed, as tests may
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || { sed -n '2,3p' "$0"; exit 2; }

tools/needs.sh
DIR=$(mktemp -d "${TMPDIR:-/tmp}/jiandu-pg.XXXXXX")
trap 'tools/postgres.sh stop "$DIR"' EXIT
JIANDU_TEST_POSTGRES=$(tools/postgres.sh start "$DIR")
export JIANDU_TEST_POSTGRES
"$@"
