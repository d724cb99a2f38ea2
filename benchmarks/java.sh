#!/bin/sh
# Runs a class of the built benchmarks: java.sh CLASS [ARGUMENT]...
# Build first: ./mvnw -DskipTests -pl benchmarks -am package. BENCH_JAVA_FLAGS are flags for the JVM.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
# shellcheck source=../bin/find-java.sh
. "$here/../bin/find-java.sh"
if ! java_home=$(find_java_home 25); then
  explain_missing_java 25 "$0"
  exit 1
fi
if [ ! -d "$here/target/lib" ]; then
  echo "java.sh: nothing is built. Run ./mvnw -DskipTests -pl benchmarks -am package" >&2
  exit 1
fi
# shellcheck disable=SC2086 # flags are words
exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED ${BENCH_JAVA_FLAGS-} \
  -cp "$here/target/classes:$here/target/lib/*" "$@"
