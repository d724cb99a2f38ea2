# shellcheck shell=sh
# Sourced by launch.sh when there is no plan that holds: builds a checkout, finds a Java, writes the
# plan, trains the AOT cache. Here programs may be started: this is the rare way.

. "$scripts/find-java.sh"

# Finds the Java and the class path for app, and writes the plan to place if that can be written.
make_plan() {
  find_runtime
  class_path=$(list_jars)
  utf8=$(utf8_locale)
  aot_cache=jackdaw-$(runtime_key).aot
  [ -n "$place" ] || return 0
  if ! write_plan 2>/dev/null; then place=; fi
}

# Sets java_home: the runtime that came with the installation, unless JACKDAW_JAVA_HOME asks for
# another; else one of the system's.
find_runtime() {
  if [ -z "${JACKDAW_JAVA_HOME:-}" ] && [ -x "$app/runtime/bin/java" ]; then
    java_home=$app/runtime
  elif ! java_home=$(find_java_home "$wanted_java"); then
    explain_missing_java "$wanted_java" "$0"
    exit 1
  fi
}

# Prints the class path: every jar, in an order that no locale changes, for it must be the same at
# training and at every start.
list_jars() {
  case $app in
    *:* | *'
'*) fail "cannot run from a folder with a colon or a line break in its path: $app" ;;
  esac
  LC_ALL=C
  _path=
  for _jar in "$app"/lib/*.jar; do
    [ -f "$_jar" ] || fail "no jars in $app/lib; unpack the archive again"
    _path=${_path:+$_path:}$_jar
  done
  printf '%s\n' "$_path"
}

# Prints a locale of this system whose encoding is UTF-8, or nothing when there is none.
utf8_locale() {
  command -v locale >/dev/null 2>&1 || {
    echo C.UTF-8
    return 0
  }
  _locales=$(locale -a 2>/dev/null || :)
  for _locale in C.UTF-8 C.utf8 en_US.UTF-8 en_US.utf8; do
    case "
$_locales
" in
      *"
$_locale
"*)
        echo "$_locale"
        return 0
        ;;
    esac
  done
}

# Prints a number that differs between two Javas, and between two places of the jars.
runtime_key() {
  _sum=$({
    printf '%s\n' "$java_home" "$app"
    cat "$java_home/release" 2>/dev/null || :
  } | cksum)
  echo "${_sum%% *}"
}

write_plan() {
  (umask 077 && mkdir -p "$place") || return 1
  [ -O "$place" ] || return 1
  _new=$place/plan.$$
  (
    umask 077
    printf '%s\n' 'jackdaw plan 1' "${JACKDAW_JAVA_HOME:-}|${JAVA_HOME:-}" \
      "$app" "$java_home" "$utf8" "$aot_cache" "$class_path" >"$_new"
  ) || return 1
  touch -r "$java_home/release" "$place/java-release" 2>/dev/null || : >"$place/java-release"
  mv -f "$_new" "$place/plan"
}

# Takes the lock $1, a folder, if it is free or its holder is dead; fails if it is held.
take_lock() {
  if ! mkdir "$1" 2>/dev/null; then
    _holder=
    [ ! -f "$1/holder" ] || IFS= read -r _holder <"$1/holder" || :
    [ -n "$_holder" ] && ! kill -0 "$_holder" 2>/dev/null || return 1
    break_lock "$1" "$_holder"
    mkdir "$1" 2>/dev/null || return 1
  fi
  echo $$ >"$1/holder"
}

# Takes the lock $1, waiting up to ten minutes; says $2 when it has to wait.
wait_for_lock() {
  _waited=0
  until take_lock "$1"; do
    [ "$_waited" -ne 2 ] || printf 'jackdaw: %s\n' "$2" >&2
    [ "$_waited" -lt 600 ] || return 1
    _waited=$((_waited + 1))
    sleep 1
  done
}

# Removes the lock $1 if it is still that of the dead process $2.
break_lock() {
  mv "$1" "$1.$$" 2>/dev/null || return 0
  _now=
  [ ! -f "$1.$$/holder" ] || IFS= read -r _now <"$1.$$/holder" || :
  if [ "$_now" = "$2" ]; then rm -rf "$1.$$"; else mv "$1.$$" "$1" 2>/dev/null || :; fi
}

unlock() {
  rm -rf "$1"
}

# Makes the AOT cache: one JVM rehearses a session against a model server of its own on loopback,
# a second turns what was learned into the cache. Output goes to $place/training.log.
train() {
  _aot=$place/$aot_cache
  [ ! -f "$_aot" ] && [ ! -f "$_aot.failed" ] || return 0
  (
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JDK_AOT_VM_OPTIONS CLASSPATH
    [ -z "$utf8" ] || export LC_ALL="$utf8"
    umask 077
    # shellcheck disable=SC2086 # the flags are words
    "$java_home/bin/java" $jvm_flags -cp "$class_path" dev.jackdaw.dist.Rehearsal \
      "$java_home/bin/java" -XX:AOTMode=record "-XX:AOTConfiguration=$_aot.$$.conf" $jvm_flags \
      -Xmx512m -cp "$class_path" \
      && "$java_home/bin/java" -XX:AOTMode=create "-XX:AOTConfiguration=$_aot.$$.conf" \
        "-XX:AOTCache=$_aot.$$" $jvm_flags -Xmx512m -cp "$class_path" \
      && mv -f "$_aot.$$" "$_aot"
  ) </dev/null >"$place/training.log" 2>&1 || : >"$_aot.failed"
  rm -f "$_aot.$$" "$_aot.$$.conf"
}

# An installation trains behind the first session. Where the machine is thrown away after a run,
# as in continuous integration, it does not: CI is the name such systems set.
train_in_background() {
  [ -n "$place" ] && [ -z "${CI:-}" ] && [ ! -f "$place/$aot_cache" ] || return 0
  (
    trap '' HUP
    take_lock "$place/training.lock" || exit 0
    train
    forget_old_versions
    unlock "$place/training.lock"
  ) </dev/null >/dev/null 2>&1 &
}

# Removes what versions not prepared in the last 30 days left in the cache folder.
forget_old_versions() {
  find "${place%/*}" -mindepth 1 -maxdepth 1 -type d -mtime +30 ! -path "$place" \
    -exec rm -rf {} + 2>/dev/null || :
}

# Builds the checkout if its sources are newer than the last build, then plans and trains.
prepare_checkout() {
  if ! checkout_is_built; then
    mkdir -p "$checkout/target/launch" 2>/dev/null && [ -w "$checkout/target/launch" ] \
      || fail "cannot build: $checkout/target cannot be written; build it as its owner first"
    wait_for_lock "$checkout/target/launch/lock" "waiting for another start that is building…" \
      || fail "another start has been building for ten minutes; if it is not, remove $checkout/target/launch/lock"
    trap 'unlock "$checkout/target/launch/lock"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    checkout_is_built || build_checkout
    checkout_place
    make_plan
    train
    unlock "$checkout/target/launch/lock"
    trap - EXIT HUP INT TERM
  else
    make_plan
    train_in_background
  fi
}

build_checkout() {
  if [ -f "$checkout/target/launch/current" ]; then _why='sources changed'; else _why='first use'; fi
  printf 'jackdaw: building (%s; log in %s)…\n' "$_why" "$checkout/target/jackdaw-build.log" >&2
  _log=$checkout/target/jackdaw-build.log
  build=app-$(date +%Y%m%d%H%M%S)-$$
  app=$checkout/target/launch/$build
  : >"$checkout/target/launch/$build.started"
  if ! "$checkout/mvnw" -B -f "$checkout/pom.xml" -Dquick -pl dist -am package \
    </dev/null >"$_log" 2>&1; then
    rm -f "$checkout/target/launch/$build.started"
    printf 'jackdaw: the build failed; the whole log is %s:\n' "$_log" >&2
    _errors=$(sed -n '/Help 1\]/q; s/^\[ERROR\] *//p' "$_log" | head -n 20)
    if [ -n "$_errors" ]; then printf '%s\n' "$_errors" >&2; else tail -n 20 "$_log" >&2; fi
    exit 1
  fi
  mkdir "$app"
  cp -R "$checkout/dist/target/quick/app/lib" "$app/lib"
  mv "$checkout/target/launch/$build.started" "$app/built-from"
  echo "$build" >"$checkout/target/launch/current.$$"
  mv -f "$checkout/target/launch/current.$$" "$checkout/target/launch/current"
  find "$checkout/target/launch" -mindepth 1 -maxdepth 1 -type d -name 'app-*' -mtime +1 \
    ! -path "$app" -exec rm -rf {} + 2>/dev/null || :
}
