#!/bin/sh
# Runs a class of the built benchmarks: java.sh CLASS [ARGUMENT]...
# Built when nothing is: ./mvnw -DskipTests -pl benchmarks -am package, which is also how to build
# again. BENCH_JAVA_FLAGS are flags for the JVM.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
# shellcheck source=../bin/find-java.sh
. "$here/../bin/find-java.sh"
if ! java_home=$(find_java_home 25); then
  explain_missing_java 25 "$0"
  exit 1
fi
if [ ! -d "$here/target/lib" ]; then
  echo "java.sh: nothing is built yet; building, which takes a minute or two" >&2
  "$here/../mvnw" -q -f "$here/../pom.xml" -DskipTests -pl benchmarks -am package >&2
fi
# shellcheck disable=SC2086 # flags are words
exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED ${BENCH_JAVA_FLAGS-} \
  -cp "$here/target/classes:$here/target/lib/*" "$@"
