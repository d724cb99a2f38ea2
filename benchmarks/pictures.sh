#!/bin/sh
# Makes pictures of screens from real runs: pictures.sh FOLDER [SCREEN]...
# Needs tmux and a built checkout. Each screen runs Jackdaw with a scripted model in a terminal of
# its own, once in the theme dark and once in light, and becomes FOLDER/SCREEN-THEME.svg.
set -eu

columns=96
rows=32
here=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
# shellcheck source=../bin/find-java.sh
. "$here/bin/find-java.sh"
[ $# -ge 1 ] || { echo "usage: pictures.sh FOLDER [SCREEN]..." >&2; exit 2; }
java_home=$(find_java_home 25) || { explain_missing_java 25 "$0"; exit 1; }
folder=$1
shift
mkdir -p "$folder"
work=/tmp/jackdaw-pictures # the same in each picture, so that only what changed differs
mkdir -m 700 "$work" || { echo "pictures.sh: another one runs, or left $work behind" >&2; exit 1; }
socket=jackdaw-pictures-$$
trap 'tmux -L "$socket" kill-server 2>/dev/null || :; sleep 1; rm -rf "$work"' EXIT INT TERM

enter() { tmux -L "$socket" send-keys -t screen -l "$1"; }
key() { tmux -L "$socket" send-keys -t screen "$1"; }
shown() { tmux -L "$socket" capture-pane -t screen -p; }

# Waits until a text is on the screen, for at most a minute.
wait_for() {
  tries=0
  until shown | grep -q -- "$1"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { echo "pictures.sh: \"$1\" never came up:" >&2; shown >&2; exit 1; }
    sleep 0.2
  done
}

# Starts Jackdaw in the theme $1, with further options.
begin() {
  theme=$1
  shift
  home=$work/home-$theme
  project=$work/$theme/greeter
  mkdir -p "$home/config" "$project"
  printf '{"theme": "%s"}\n' "$theme" >"$home/config/settings.json"
  printf 'public class Greeter {\n  String greet() { return "Hello"; }\n}\n' >"$project/Greeter.java"
  tmux -L "$socket" -f /dev/null new-session -d -s screen -x "$columns" -y "$rows" -c "$project" \
    env JACKDAW_HOME="$home" COLORTERM=truecolor "$here/jackdaw" \
    --model "scripted/$here/benchmarks/pictures/${script:-reply}.json" "$@"
}

# Turns what is on the screen into the picture $1 of the theme $2, with the title $3.
picture() {
  tmux -L "$socket" capture-pane -t screen -e -p |
    "$java_home/bin/java" -cp "$classes" dev.jackdaw.tui.picture.CapturedScreen \
      "$2" "$columns" "$3" "$folder/$1-$2.svg"
  tmux -L "$socket" kill-server
  while tmux -L "$socket" list-sessions >/dev/null 2>&1; do sleep 0.2; done
  sleep 0.5
}

# Says yes where the folder is asked about, and sends the prompt $1.
prompt() {
  wait_for "/help\|Enter takes"
  if shown | grep -q "Enter takes"; then
    sleep 1 # what was typed before a question is there does not answer it
    enter "y"
    key Enter
    wait_for "/help"
  fi
  enter "$1"
  key Enter
}

reply() {
  begin "$1"
  prompt "Explain Greeter"
  wait_for "That is all."
  picture reply "$1" "A reply of Jackdaw with a heading, a list, code and a table"
}

themes() {
  begin "$1"
  prompt "/theme"
  wait_for "high-contrast"
  picture themes "$1" "The list of themes"
}

# A command that is asked about, with the data it would use and the rule it would leave.
question() {
  script=question begin "$1"
  prompt "Deploy to staging"
  wait_for "make deploy"
  wait_for "Yes"
  picture question "$1" "A question before a command runs"
}

change() {
  script=change begin "$1"
  prompt "Greet by name"
  wait_for "Yes"
  picture change "$1" "A question before a file is changed, with the words that differ"
}

# Two commands at once, the list of things to do, and the line about the session.
work() {
  script=work begin "$1" --allowed-tools "Bash(sleep:*)"
  prompt "Check both services"
  wait_for "sleep 61"
  wait_for "2 s "
  picture work "$1" "Commands side by side, the things to do, and what is waited for"
}

context() {
  begin "$1"
  prompt "Explain Greeter"
  wait_for "That is all."
  enter "/context"
  key Enter
  wait_for "cache  "
  picture context "$1" "What the context holds, what of it is cached, and what it costs"
}

"$here/jackdaw" --version >/dev/null
classes="$here/target/launch/$(cat "$here/target/launch/current")/lib/*"
[ $# -gt 0 ] || set -- reply themes question change work context
for screen; do
  for colours in dark light; do "$screen" "$colours"; done
done
