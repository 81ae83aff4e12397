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
$bin/pytest -n 2 --dist worksteal -m "not slow and not postgresql $without" "$@" || exit 1
sh tools/postgresql.sh $bin/pytest -n 2 -m "not slow and not browser" \
  tests/accounts tests/jobs tests/kit tests/web tests/http tests/api
