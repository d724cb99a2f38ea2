#!/bin/sh
# Runs many sessions at once in one JVM against a loopback model of its own:
#   many-sessions.sh SESSIONS DELAY_MS [OPTION OF ManySessions]...
# Needs Node 20 or later. JVM flags: BENCH_JAVA_FLAGS.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
sessions=${1:?how many sessions}
delay=${2:?how long the model takes, in ms}
shift 2
said=$(mktemp)
node "$here/loopback/model.mjs" --script "$here/loopback/scripts/ten.json" --delay-ms "$delay" \
  --quiet >"$said" &
model=$!
trap 'kill "$model" 2>/dev/null; rm -f "$said"' EXIT
trap 'exit 1' INT TERM
port=
while [ -z "$port" ]; do
  kill -0 "$model"
  port=$(sed -n 's/^listening //p' "$said")
  sleep 0.1
done
"$here/java.sh" dev.jackdaw.benchmarks.ManySessions --url "http://127.0.0.1:$port" \
  --sessions "$sessions" --delay-ms "$delay" "$@"
