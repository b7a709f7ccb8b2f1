#!/usr/bin/env bash
# Postgres, PgBouncer, Redis, HAProxy, nginx and Caddy for the tests, on a Debian where we are root; what answers already is
# left as it is. What cannot be had ends this with an error: a test that was skipped would pass for one that succeeded.
set -euo pipefail

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
has() { command -v "$1" >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null; }

missing=()
has caddy || missing+=(caddy)
has haproxy || missing+=(haproxy)
has nginx || missing+=(nginx)
has openssl || missing+=(openssl)
has pgbouncer || missing+=(pgbouncer)
has postgres || missing+=(postgresql)
has redis-server || missing+=(redis-server)
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]}…"
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -qy "${missing[@]}" >/dev/null
  # Debian starts what it installs. The tests start proxies of their own.
  for proxy in caddy haproxy nginx; do
    case " ${missing[*]} " in *" $proxy "*) service "$proxy" stop >/dev/null 2>&1 || true ;; esac
  done
fi

if ! answers 6379; then
  echo "Starting Redis…"
  redis-server --bind 127.0.0.1 --port 6379 --save "" --appendonly no --daemonize yes >/dev/null
fi

if ! answers 5432; then
  echo "Starting Postgres…"
  bin=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -1)")
  home=$(mktemp -d)
  chown postgres "$home"
  as_postgres() { (cd "$home" && setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); }
  as_postgres "$bin/initdb" -D "$home/cluster" -U postgres -A trust -E UTF8 --no-locale >/dev/null
  as_postgres "$bin/pg_ctl" -D "$home/cluster" -l "$home/log" -w start \
    -o "-c listen_addresses=127.0.0.1 -c port=5432 -c unix_socket_directories=$home -c max_connections=200" >/dev/null
  as_postgres "$bin/createdb" -h 127.0.0.1 -p 5432 -U postgres test
fi

answers 5432 && answers 6379 && has caddy && has haproxy && has nginx && has openssl && has pgbouncer
