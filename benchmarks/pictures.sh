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
work=$(mktemp -d)
socket=jackdaw-pictures-$$
trap 'tmux -L "$socket" kill-server 2>/dev/null || :; rm -rf "$work"' EXIT INT TERM

enter() { tmux -L "$socket" send-keys -t screen -l "$1"; }
key() { tmux -L "$socket" send-keys -t screen "$1"; }
shown() { tmux -L "$socket" capture-pane -t screen -p; }

# Waits until a text is on the screen, for at most a minute.
wait_for() {
  tries=0
  until shown | grep -qF -- "$1"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { echo "pictures.sh: \"$1\" never came up:" >&2; shown >&2; exit 1; }
    sleep 0.2
  done
}

# Starts Jackdaw in the theme $1.
begin() {
  home=$work/home-$1
  project=$work/project-$1
  mkdir -p "$home/config" "$project"
  printf '{"theme": "%s"}\n' "$1" >"$home/config/settings.json"
  printf 'public class Greeter {\n  String greet() { return "Hello"; }\n}\n' >"$project/Greeter.java"
  tmux -L "$socket" -f /dev/null new-session -d -s screen -x "$columns" -y "$rows" -c "$project" \
    env JACKDAW_HOME="$home" COLORTERM=truecolor "$here/jackdaw" \
    --model "scripted/$here/benchmarks/pictures.json"
}

# Turns what is on the screen into the picture $1 of the theme $2, with the title $3.
picture() {
  tmux -L "$socket" capture-pane -t screen -e -p |
    "$java_home/bin/java" -cp "$classes" dev.jackdaw.tui.picture.CapturedScreen \
      "$2" "$columns" "$3" "$folder/$1-$2.svg"
  tmux -L "$socket" kill-server
}

# Says yes where the folder is asked about, and sends the prompt $1.
prompt() {
  wait_for "rust"
  enter "y"
  key Enter
  wait_for "/help"
  enter "$1"
  key Enter
}

reply() {
  begin "$1"
  prompt "Explain Greeter"
  wait_for "That is all."
  picture reply "$1" "A reply of Jackdaw with a heading, a list, code and a table"
}

theme() {
  begin "$1"
  prompt "/theme"
  wait_for "high-contrast"
  picture theme "$1" "The list of themes"
}

"$here/jackdaw" --version >/dev/null
classes="$here/target/launch/$(cat "$here/target/launch/current")/lib/*"
for screen in "${@:-reply}"; do
  for colours in dark light; do "$screen" "$colours"; done
done
