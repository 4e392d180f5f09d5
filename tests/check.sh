#!/usr/bin/env bash
# All checks, from nothing but Python 3.11 or newer: sets up .venv, the page's tools and a browser, then runs them.
# What is already there is used; nothing outside .venv and geo/web/node_modules is touched, except that, as root, Debian's
# Chromium is installed where no browser is found, and PostgreSQL, PostGIS and osm2pgsql for the tests against a Nominatim.
set -eu
cd "$(dirname "$0")/.."
py=.venv/bin/python

[ -x "$py" ] || python3 -m venv .venv
"$py" -m pip install --quiet --upgrade pip
"$py" -m pip install --quiet --editable '.[dev]'

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null
  else
    echo "check: no Chromium found; install it (Debian: apt-get install chromium), the page is tested in it" >&2
    exit 1
  fi
fi

run() { printf '\n== %s\n' "$*"; "$@"; }
run "$py" -m ruff format --check .
run "$py" -m ruff check .
run "$py" -m mypy
run .venv/bin/lint-imports
run "$py" -c "
from pathlib import Path
from build_steps.node import run
web = Path('geo/web')
run('npm', 'ci', '--no-audit', '--no-fund', cwd=web)
run('npm', 'run', 'check', cwd=web)"
# Nominatim's own programs, with PostgreSQL, for the tests of online services; they need root and Debian's packages.
skipped=0; run bash tests/services/nominatim.sh || skipped=$?
[ "$skipped" = 0 ] || [ "$skipped" = 77 ] || exit "$skipped"
[ "$skipped" = 0 ] || echo "check: the tests against a real Nominatim were skipped for the reason above" >&2
run "$py" -m pytest -q
