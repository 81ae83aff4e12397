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
# The second database: whatever stores, locks, orders or looks for rows, the walk through the running
# product, and its death amid answers. What has no table is tested once, above.
sh tools/postgresql.sh $bin/pytest -n 2 --dist worksteal -m "not slow and not browser" \
  tests/cli/test_killed_while_answering.py \
  tests/demo/test_demo_loading.py tests/kit/test_events.py tests/accounts tests/agenda tests/alerts \
  tests/analytics tests/api tests/automation tests/digests tests/effects tests/explore tests/fit tests/intake \
  tests/onboarding tests/outcomes tests/plans tests/renewals tests/scorecard tests/segment/test_segment_entrance.py \
  tests/segment/test_segment_messages.py tests/silence \
  tests/success tests/touch tests/usage \
  tests/customers tests/exchange tests/http tests/jobs tests/loop tests/messaging tests/metrics \
  tests/delighted tests/programme tests/surveys tests/touchpoints tests/web || exit 1
# A browser keeps a second connection to the database of the tests, so this one has a run of its own.
[ -n "$without" ] || sh tools/postgresql.sh $bin/pytest tests/browser/test_the_whole_loop.py
