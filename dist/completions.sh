#!/bin/sh
# completions.sh JAVA_HOME LIB OUT: has the program write its completions for each shell into OUT.
set -eu
mkdir -p "$3"
completion() {
  "$java" -cp "$lib/*" dev.jackdaw.cli.Main completion "$1" >"$out/$2"
}
java=$1/bin/java
lib=$2
out=$3
completion bash jackdaw.bash
completion zsh _jackdaw
completion fish jackdaw.fish
