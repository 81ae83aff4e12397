#!/bin/sh
# Every check that needs no running code, in parallel where two cores allow. Called by `make check`.
set -u
bin=.venv/bin
failed=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

step() { # name command...
  name=$1; shift
  if "$@" >"$logs/$name" 2>&1; then echo "ok      $name"; else echo "FAILED  $name"; cat "$logs/$name"; return 1; fi
}
types()      { $bin/mypy --no-error-summary; }
lint()       { $bin/ruff check --quiet . && $bin/ruff format --check --quiet .; }
contracts()  { $bin/lint-imports --no-logo 2>&1 || $bin/lint-imports; }
templates()  { git ls-files '*.html' | xargs $bin/djade --target-version 5.2 --check; }
spelling()   { git ls-files | grep -vE '\.(po|csv|png|txt|svg)$|^LICENSE$' | xargs $bin/codespell; }
migrations() { $bin/python manage.py makemigrations --check --dry-run && $bin/python manage.py check; }

step types types & types_job=$!
step lint lint || failed=1
step contracts contracts || failed=1
step templates templates || failed=1
step spelling spelling || failed=1
step migrations migrations || failed=1
wait "$types_job" || failed=1
exit $failed
