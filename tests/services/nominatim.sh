#!/usr/bin/env bash
# Serves a real Nominatim on 127.0.0.1 with the few places of facts.osm and runs the slow tests against it.
#   bash tests/services/nominatim.sh [WORKDIR]      (needs root for PostgreSQL's own user; about two minutes)
# Ends with 77, and says why, where it cannot run.
# Nominatim is GPL: a test tool in a virtual environment of its own, never a dependency. What it needs from Debian is
# installed only if it is missing. Everything else lives in WORKDIR, and the servers are stopped at the end.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
work=${1:-${TMPDIR:-/tmp}/sitmap-nominatim}; pg_port=${PG_PORT:-55432}; port=${NOMINATIM_PORT:-8088}
pg=/usr/lib/postgresql/15/bin
need="osm2pgsql postgresql-15 postgresql-15-postgis-3 postgresql-15-postgis-3-scripts python3-venv python3-icu"

cannot() { echo "nominatim.sh: $1" >&2; exit 77; }
[ "$(id -u)" = 0 ] || cannot "needs root, since PostgreSQL's server changes to its own user"
command -v apt-get >/dev/null || cannot "needs Debian's apt-get for PostgreSQL 15, PostGIS and osm2pgsql"
# shellcheck disable=SC2086
dpkg -s $need >/dev/null 2>&1 || {
  apt-get update -qq
  apt-cache show postgresql-15 >/dev/null 2>&1 || cannot "this system has no package postgresql-15 (Debian 12 does)"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need >/dev/null
}
mkdir -p "$work"; chmod 755 "$work"
[ -x "$work/venv/bin/nominatim" ] || {
  /usr/bin/python3 -m venv --system-site-packages "$work/venv"
  "$work/venv/bin/pip" install -q 'nominatim-db==5.3.3' 'nominatim-api==5.3.3' falcon uvicorn 'psycopg[binary]'
}

api=
stop() {
  if [ -n "$api" ]; then kill "$api" 2>/dev/null || true; fi
  runuser -u postgres -- "$pg/pg_ctl" -D "$work/pgdata" -m fast stop >/dev/null 2>&1 || true
}
trap stop EXIT

rm -rf "$work/pgdata" "$work/project"; install -d -o postgres -g postgres -m 700 "$work/pgdata"; mkdir "$work/project"
runuser -u postgres -- "$pg/initdb" -D "$work/pgdata" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
fast="-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c jit=off"
runuser -u postgres -- "$pg/pg_ctl" -D "$work/pgdata" -w -l "$work/pgdata/log" \
  -o "-p $pg_port -k $work/pgdata -c listen_addresses=127.0.0.1 $fast" start >/dev/null
"$pg/psql" -h 127.0.0.1 -p "$pg_port" -U postgres -qc 'create user "www-data"'
export NOMINATIM_DATABASE_DSN="pgsql:host=127.0.0.1;port=$pg_port;user=postgres;dbname=nominatim"
export NOMINATIM_IMPORT_STYLE=admin
cd "$work/project"
echo "importing $(grep -c '<tag k="name"' "$here/facts.osm") places ..."
"$work/venv/bin/nominatim" import --osm-file "$here/facts.osm" --offline --no-updates --no-partitions -j 2 \
  >"$work/import.log" 2>&1 || { tail -n 20 "$work/import.log" >&2; exit 1; }
"$work/venv/bin/uvicorn" --factory nominatim_api.server.falcon.server:run_wsgi --host 127.0.0.1 --port "$port" \
  >"$work/api.log" 2>&1 &
api=$!
ready=
for _ in $(seq 200); do
  if [ "$(curl -s "127.0.0.1:$port/status" || true)" = OK ]; then ready=yes; break; fi
  sleep 0.1
done
[ -n "$ready" ] || { tail -n 20 "$work/api.log" >&2; exit 1; }
echo "Nominatim serves on 127.0.0.1:$port"
cd "$root"
SITMAP_TEST_NOMINATIM="127.0.0.1:$port" "${PYTHON:-.venv/bin/python}" -m pytest -q "$here/test_nominatim.py"
