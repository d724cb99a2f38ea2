# shellcheck shell=sh
# Sourced by every adapter: a private home, no proxies, no real keys. An adapter is called as
#   NAME.sh PROMPT FOLDER PORT
# with BENCH_MODE = setup (write its settings, not timed) | run (headless) | tui | version,
# or unset for setup and then run, by hand.
: "${PEERS_DIR:?set PEERS_DIR to a folder for the private homes}"
PROMPT=${1-}
WORKDIR=${2-.}
PORT=${3-0}
MODE=${BENCH_MODE:-headless}
REAL_HOME=$HOME
HOME=${BENCH_HOME:-$PEERS_DIR/home-$(basename "$0" .sh)}
TMPDIR=$PEERS_DIR/tmp
export HOME TMPDIR REAL_HOME
export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share"
export XDG_CACHE_HOME="$HOME/.cache" XDG_STATE_HOME="$HOME/.local/state"
export DO_NOT_TRACK=1 NO_UPDATE_NOTIFIER=1 no_proxy=127.0.0.1,localhost NO_PROXY=127.0.0.1,localhost
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY OPENAI_API_KEY ANTHROPIC_API_KEY CI

want_setup() { [ "$MODE" = setup ] || [ "$MODE" = headless ]; }
setup_done() {
  [ "$MODE" != setup ] || exit 0
  [ "$MODE" = version ] || cd "$WORKDIR" || exit 1
}
if want_setup; then mkdir -p "$HOME" "$TMPDIR"; fi
