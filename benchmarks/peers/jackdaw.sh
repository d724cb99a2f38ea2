#!/bin/sh
# Jackdaw from this checkout. Anthropic Messages (JACKDAW_API=openai-chat for Chat Completions).
# JACKDAW_BIN names the launcher when the adapter was copied elsewhere.
#@ tui-ready=^›
#@ api=anthropic
BIN=${JACKDAW_BIN:-$(CDPATH='' cd "$(dirname "$0")/../.." && pwd)/jackdaw}
. "$(dirname "$0")/_common.sh"
API=${JACKDAW_API:-anthropic}
export JACKDAW_HOME="$HOME/jackdaw"
if want_setup; then
  mkdir -p "$JACKDAW_HOME/config"
  "$BIN" --version >/dev/null # builds and trains the AOT cache, once
fi
setup_done
export ANTHROPIC_API_KEY=dummy OPENAI_API_KEY=dummy
export ANTHROPIC_BASE_URL="http://127.0.0.1:$PORT" OPENAI_BASE_URL="http://127.0.0.1:$PORT/v1"
case $MODE in
  version) exec "$BIN" --version ;;
  tui) exec "$BIN" --trust --model "$API/mock-model" --dangerously-skip-permissions ;;
  *) exec "$BIN" -p --model "$API/mock-model" --dangerously-skip-permissions "$PROMPT" </dev/null ;;
esac
