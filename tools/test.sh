#!/bin/sh
# All tests but the slow ones. Called by `make test`.
# Chromium and PostgreSQL are installed by apt when this runs as root and they are missing; without
# them their tests are left out, loudly.
set -u
bin=.venv/bin

install() { # package...
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1
}
browser() { # the browser, and the driver that steers it
  command -v chromium >/dev/null 2>&1 && $bin/python -m playwright --version >/dev/null 2>&1
}

without=""
browser || install chromium fonts-noto-cjk libatomic1
browser || {
  echo "!!! NO CHROMIUM: browser tests are left out."
  echo "!!! Install the Debian packages chromium fonts-noto-cjk libatomic1."
  without="and not browser"
}
$bin/pytest -n 2 --dist worksteal -m "not slow and not later and not postgresql $without" "$@" || exit 1
# The second database; the rest of it is tested by `make test-slow`. A browser keeps a second
# connection to the database of the tests, so the walk has a server of its own, beside the others.
told=$(mktemp); walk="" walked=0
[ -n "$without" ] || { sh tools/postgresql.sh $bin/pytest --timeout 600 tests/browser/test_the_whole_loop.py >"$told" 2>&1 & walk=$!; }
sh tools/test_postgresql.sh core; core=$?
[ -z "$walk" ] || { wait "$walk"; walked=$?; cat "$told"; }
rm -f "$told"
exit $((core || walked))
