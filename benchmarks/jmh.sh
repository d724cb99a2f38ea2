#!/bin/sh
# Runs the JMH benchmarks: jmh.sh [REGEX] [JMH OPTION]..., such as jmh.sh JsonSpeed -f 3 -rf json
here=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
exec "$here/java.sh" org.openjdk.jmh.Main "$@"
