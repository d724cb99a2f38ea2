#!/bin/sh
# Hears many replies at once from a loopback model of its own and reports how far behind:
#   streams.sh STREAMS TOKENS_PER_SECOND [SECONDS [DIALECT]]
# DIALECT is anthropic, responses, chat or gemini. JVM flags: BENCH_JAVA_FLAGS.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
streams=${1:?how many streams}
rate=${2:?how many tokens a second each}
tokens=$((rate * ${3:-10}))
dialect=${4:-anthropic}
said=$(mktemp)
"$here/java.sh" dev.jackdaw.benchmarks.PacedServer "$dialect" "$rate" "$tokens" "$streams" >"$said" &
model=$!
trap 'kill "$model" 2>/dev/null || true; rm -f "$said"' EXIT
trap 'exit 1' INT TERM
port=
while [ -z "$port" ]; do
  kill -0 "$model"
  port=$(sed -n 's/^listening //p' "$said")
  sleep 0.1
done
"$here/java.sh" dev.jackdaw.benchmarks.Streams "http://127.0.0.1:$port" "$dialect" "$streams" "$tokens"
