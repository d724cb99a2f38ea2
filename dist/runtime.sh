#!/bin/sh
# runtime.sh JAVA_HOME LIB OUT: links a Java runtime with what the jars in LIB use, into OUT.
set -eu
java_home=$1
lib=$2
out=$3

# The archive of classes records the locale it was made in.
LC_ALL=C
export LC_ALL

# jdeps finds what the byte code names. JLine is left out: it names java.desktop and jdk.httpserver
# for a Swing and a web terminal that Jackdaw has no use for, 15 MB together; its other need is
# java.management. What byte code does not name: jdk.crypto.ec (TLS), jdk.zipfs (paths inside
# archives), jdk.unsupported and jdk.net (sockets), java.naming (certificate revocation).
set --
for jar in "$lib"/*.jar; do
  case ${jar##*/} in
    jline-*) ;;
    *) set -- "$@" "$jar" ;;
  esac
done
# java.desktop is also named to make large JPEG and GIF pictures smaller, which are shown as they are
# without it.
modules=$("$java_home/bin/jdeps" --multi-release 25 --ignore-missing-deps -s "$@" |
  sed -n 's/.* -> \(java\..*\)/\1/p; s/.* -> \(jdk\..*\)/\1/p' | grep -v '^java\.desktop$' |
  sort -u | paste -sd, -)
modules=$modules,java.management,jdk.crypto.ec,jdk.zipfs,jdk.unsupported,jdk.net,java.naming

key="$("$java_home/bin/java" -version 2>&1) $modules"
if [ -f "$out.key" ] && [ -d "$out" ] && [ "$(cat "$out.key")" = "$key" ]; then
  exit 0
fi
rm -rf "$out" "$out.key"
"$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
  --compress zip-6 --output "$out"
# For the first start, before there is an AOT cache: the archive of the flags the launcher uses.
"$out/bin/java" -XX:+UseCompactObjectHeaders -XX:+UseSerialGC -Xshare:dump -Xlog:disable -Xlog:all=off
printf '%s\n' "$key" >"$out.key"
