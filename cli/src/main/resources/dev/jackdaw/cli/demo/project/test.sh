#!/bin/sh
# Compiles the sources and runs the tests with the JDK at JAVA_HOME, or else the one on the PATH.
set -eu
cd "$(dirname "$0")"
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
"${bin}javac" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -proc:none -d build src/till/*.java
exec "${bin}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp build till.ReceiptTest
