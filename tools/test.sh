#!/bin/sh
# All tests but the slow ones. Called by `make test`.
# Chromium and PostgreSQL are installed by apt when this runs as root and they are missing; without
# them their tests are left out, loudly.
set -u
bin=.venv/bin

need() { # command package...
  command -v "$1" >/dev/null 2>&1 && return 0
  shift
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  apt-get install -y -qq "$@" >/dev/null 2>&1 && return 0
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1
}

without=""
need chromium chromium fonts-noto-cjk || {
  echo "!!! NO CHROMIUM: browser tests are left out. Install the Debian packages chromium fonts-noto-cjk."
  without="and not browser"
}
$bin/pytest -n 2 --dist worksteal -m "not slow and not postgresql $without" "$@" || exit 1
sh tools/postgresql.sh $bin/pytest -n 2 -m "not slow and not browser" \
  tests/accounts tests/jobs tests/kit tests/web tests/http tests/api
