#!/bin/sh
# The tests on the second database: whatever stores, locks, orders or looks for rows, and the death of
# the running product amid answers. What has no table is tested once, on SQLite.
#   sh tools/test_postgresql.sh core   what two writers and a queue depend on: a part of `make test`
#   sh tools/test_postgresql.sh rest   everything else with a table: a part of `make test-slow`
set -u
case "${1:-}" in
core) places="tests/cli/test_killed_while_answering.py tests/kit/test_events.py tests/jobs tests/accounts
  tests/analytics tests/segment/test_segment_entrance.py tests/segment/test_segment_messages.py" ;;
rest) places="tests/demo/test_demo_loading.py tests/agenda tests/alerts tests/api tests/automation
  tests/customers tests/delighted tests/digests tests/effects tests/exchange tests/explore tests/fit
  tests/http tests/intake tests/loop tests/messaging tests/metrics tests/onboarding tests/outcomes
  tests/plans tests/programme tests/renewals tests/scorecard tests/silence tests/success tests/surveys
  tests/touch tests/touchpoints tests/usage tests/web" ;;
*) echo "Say which part: core or rest"; exit 2 ;;
esac
shift
# shellcheck disable=SC2086 # a list of places
sh tools/postgresql.sh .venv/bin/pytest -n 2 --dist worksteal -m "not slow and not browser" $places "$@"
