#!/bin/sh
# Prints the table of docs/start-up.md: what the launcher's flags are worth on this machine.
# measure-start.sh [ROUNDS]; needs ./mvnw package first. An idle machine gives better figures.
set -eu

here=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
. "$here/bin/find-java.sh"
if ! java_home=$(find_java_home 25); then
  explain_missing_java 25 "$0"
  exit 1
fi
class_path=
for jar in "$here"/dist/target/app/lib/*.jar; do
  [ -f "$jar" ] || {
    echo "measure-start.sh: nothing is built; run ./mvnw package first" >&2
    exit 1
  }
  class_path=${class_path:+$class_path:}$jar
done
exec "$java_home/bin/java" "-Djackdaw.class.path=$class_path" \
  -cp "$here/dist/target/test-classes:$class_path" \
  dev.jackdaw.dist.StartUpTable "$here/bin/launch.sh" "${1:-21}"
