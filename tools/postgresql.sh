#!/bin/sh
# Runs the given command with DATABASE_URL pointing at a PostgreSQL server of its own, on a socket in
# a temporary folder, and removes it afterwards. Without PostgreSQL it says so loudly and leaves it.
set -u

server() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }
if [ -z "$(server)" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null 2>&1
fi
programs=$(server)
if [ -z "$programs" ]; then
  echo "!!! NO POSTGRESQL: the tests on the second database are left out. Install the Debian package postgresql."
  exit 0
fi

place=$(mktemp -d)
as=""
if [ "$(id -u)" = 0 ]; then chown postgres "$place"; as="setpriv --reuid=postgres --regid=postgres --clear-groups"; fi
cd_place() { cd "$place" || exit 1; }
(cd_place; $as "$programs/initdb" -D "$place/data" -A trust -U emptychair >/dev/null) || exit 1
(cd_place; $as "$programs/pg_ctl" -D "$place/data" -w -l "$place/log" \
  -o "-k $place -c listen_addresses='' -c fsync=${POSTGRESQL_FSYNC:-off}" start >/dev/null) || { cat "$place/log"; exit 1; }
trap '(cd_place; $as "$programs/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1); rm -rf "$place"' EXIT INT TERM

DATABASE_URL="postgresql://emptychair@/postgres?host=$place" "$@"
