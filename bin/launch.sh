# shellcheck shell=sh
# Sourced by jackdaw: starts the JVM so that the first request leaves early. docs/start-up.md says
# why each step and flag is there. The way from here to exec starts no program when a plan exists:
# every one costs about a millisecond.
#
# app    the folder whose lib/ holds the jars
# scripts  the folder this file is in
# place  the folder that keeps the plan and the AOT cache, or empty when nothing can be kept
# plan   what the last start found out: see read_plan

wanted_java=25
main_class=dev.jackdaw.cli.Main

# The same at training and at every start, or the JVM refuses the AOT cache.
jvm_flags='-XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1
  -XX:+UseCompactObjectHeaders -XX:-UsePerfData -Xms16m -XX:+UnlockDiagnosticVMOptions
  -XX:AsyncDeflationInterval=60000 -XX:ServiceThreadCleanupInterval=60000
  -Xlog:disable -Xlog:all=off
  --enable-native-access=ALL-UNNAMED -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8'

fail() {
  printf 'jackdaw: %s\n' "$@" >&2
  exit 1
}

# Runs the program from the installation at $1 with the rest as its arguments.
launch_installation() {
  app=$1
  scripts=$app/bin
  shift
  build=
  [ ! -f "$app/lib/build-id" ] || IFS= read -r build <"$app/lib/build-id" || :
  cache_folder
  place=${cache:+$cache/launch/${build:-unknown}}
  if ! read_plan; then
    app=$(CDPATH='' cd "$app" && pwd -P)
    scripts=$app/bin
    . "$scripts/prepare.sh"
    make_plan
    train_in_background
  fi
  start "$@"
}

# Runs the program from the checkout at $1, built first when it must be.
launch_checkout() {
  checkout=$1
  scripts=$checkout/bin
  shift
  if ! checkout_is_built || ! read_plan; then
    checkout=$(CDPATH='' cd "$checkout" && pwd -P)
    scripts=$checkout/bin
    . "$scripts/prepare.sh"
    prepare_checkout
  fi
  start "$@"
}

# Whether the last build of the checkout is there and newer than every source; sets app and place.
checkout_is_built() {
  app=
  place=
  [ -f "$checkout/target/launch/current" ] \
    && IFS= read -r build <"$checkout/target/launch/current" || return 1
  app=$checkout/target/launch/$build
  [ -f "$app/built-from" ] || return 1
  [ -z "$(find "$checkout/pom.xml" "$checkout"/*/pom.xml "$checkout"/*/src/main \
    -newer "$app/built-from" -print 2>/dev/null)" ] || return 1
  checkout_place
}

# Keeps plan and AOT cache beside the jars if this user may, else in the user's cache folder.
checkout_place() {
  if [ -w "$app" ]; then
    place=$app
  else
    cache_folder
    place=${cache:+$cache/launch/$build}
  fi
}

# Sets cache to the user's cache folder for Jackdaw, or to nothing when there is none.
cache_folder() {
  if [ -n "${JACKDAW_HOME:-}" ]; then
    cache=$JACKDAW_HOME/cache
  elif [ -n "${XDG_CACHE_HOME:-}" ]; then
    cache=$XDG_CACHE_HOME/jackdaw
  elif [ -n "${HOME:-}" ]; then
    cache=$HOME/.cache/jackdaw
  else
    cache=
  fi
}

# Reads the plan at $place if it is this user's own and still holds: same installation, same wish
# for a Java, same Java. It is read line by line and never executed.
read_plan() {
  plan=$place/plan
  [ -n "$place" ] && [ -f "$plan" ] && [ -O "$plan" ] || return 1
  {
    IFS= read -r plan_kind && IFS= read -r plan_wish && IFS= read -r plan_app \
      && IFS= read -r java_home && IFS= read -r utf8 && IFS= read -r aot_cache \
      && IFS= read -r class_path
  } <"$plan" || return 1
  [ "$plan_kind" = 'jackdaw plan 1' ] \
    && [ "$plan_wish" = "${JACKDAW_JAVA_HOME:-}|${JAVA_HOME:-}" ] \
    && [ "$app" -ef "$plan_app" ] \
    && [ -x "$java_home/bin/java" ] \
    && ! [ "$java_home/release" -nt "$place/java-release" ] \
    && ! [ "$java_home/release" -ot "$place/java-release" ]
}

# Becomes the JVM. Options in the environment are for other JVMs; a checkout can set them through
# tools like direnv, and they could load code. A locale without UTF-8 would keep Java from opening
# files whose names have other than ASCII letters.
start() {
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JDK_AOT_VM_OPTIONS CLASSPATH
  if [ -n "$utf8" ]; then
    LC_ALL=$utf8
    export LC_ALL
  fi
  heap=${JACKDAW_MAX_HEAP:-512m}
  case ${heap%[mMgG]} in
    "$heap" | '' | 0* | *[!0-9]*)
      fail "JACKDAW_MAX_HEAP is '$heap'; it must be a size such as 512m or 2g" ;;
  esac
  if [ -n "$place" ] && [ -f "$place/$aot_cache" ] && [ -O "$place/$aot_cache" ]; then
    # shellcheck disable=SC2086 # the flags are words
    exec "$java_home/bin/java" "-XX:AOTCache=$place/$aot_cache" $jvm_flags "-Xmx$heap" \
      -cp "$class_path" "$main_class" "$@"
  fi
  # shellcheck disable=SC2086
  exec "$java_home/bin/java" $jvm_flags "-Xmx$heap" -cp "$class_path" "$main_class" "$@"
}
