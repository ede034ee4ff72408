#!/usr/bin/env bash
# The whole suite against SQLite and a throw-away PostgreSQL. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/needs.sh
DIR=$(mktemp -d "${TMPDIR:-/tmp}/jiandu-pg.XXXXXX")
trap 'tools/postgres.sh stop "$DIR"' EXIT
JIANDU_TEST_POSTGRES=$(tools/postgres.sh start "$DIR")
export JIANDU_TEST_POSTGRES
.venv/bin/python -m pytest -ra --durations=10 "$@"
