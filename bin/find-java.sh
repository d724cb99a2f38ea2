# shellcheck shell=sh
# Sourced by mvnw and bin/launch.sh: finds a Java by looking where systems and version managers put
# them. Works in any POSIX sh. Starts no program but a candidate's own java, and that only when its
# release file does not tell the version.

# Prints the major version of the Java home $1; fails when it cannot be told.
java_major() {
  _version=
  if [ -r "$1/release" ]; then
    while IFS= read -r _line || [ -n "$_line" ]; do
      case $_line in
        JAVA_VERSION=*) _version=${_line#JAVA_VERSION=} ;;
      esac
    done <"$1/release"
  fi
  if [ -z "$_version" ] && [ -x "$1/bin/java" ]; then
    _version=$("$1/bin/java" -XshowSettings:properties -version 2>&1 \
      | sed -n 's/^ *java\.version = //p' | head -n 1)
  fi
  _version=${_version#\"}
  _version=${_version%\"}
  _version=${_version#1.}
  _version=${_version%%[!0-9]*}
  [ -n "$_version" ] && printf '%s\n' "$_version"
}

# Follows the links of the file $1 and prints what it is in the end.
real_file() {
  _file=$1
  _hops=0
  while [ -L "$_file" ] && [ "$_hops" -lt 40 ]; do
    _target=$(readlink -- "$_file") || break
    case $_target in
      /*) _file=$_target ;;
      *) _file=$(dirname -- "$_file")/$_target ;;
    esac
    _hops=$((_hops + 1))
  done
  printf '%s\n' "$_file"
}

# Prints the home of the java on PATH; fails when there is none.
java_home_on_path() {
  _java=$(command -v java 2>/dev/null) || return 1
  case $_java in
    /*) dirname -- "$(dirname -- "$(real_file "$_java")")" ;;
    *) return 1 ;;
  esac
}

# Whether the Java home $1 has bin/java and bin/$3, and is version $2 or later; sets _major.
java_home_suits() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/$3" ] || return 1
  _major=$(java_major "$1") || return 1
  [ "$_major" -ge "$2" ]
}

# find_java_home MAJOR [TOOL]: prints the home of a Java MAJOR or later that has bin/java, and
# bin/TOOL when asked. JACKDAW_JAVA_HOME is obeyed or fails; JAVA_HOME wins when it is new enough;
# of the rest the lowest version that is new enough, so that an early-access JDK changes nothing.
find_java_home() {
  _wanted=$1
  _tool=${2:-java}
  if [ -n "${JACKDAW_JAVA_HOME:-}" ]; then
    java_home_suits "$JACKDAW_JAVA_HOME" "$_wanted" "$_tool" || return 1
    printf '%s\n' "$JACKDAW_JAVA_HOME"
    return 0
  fi
  if java_home_suits "${JAVA_HOME:-}" "$_wanted" "$_tool"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  _user=${HOME:-/nonexistent}
  _best=
  _best_major=
  for _home in "$(java_home_on_path || :)" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/lib/jvm/* \
    /opt/java /opt/java/* /opt/*jdk* /opt/*/jdk* /opt/hostedtoolcache/Java_*/*/* \
    "$_user"/.sdkman/candidates/java/* "$_user"/.asdf/installs/java/* \
    "$_user"/.local/share/mise/installs/java/* "$_user"/.local/share/rtx/installs/java/* \
    "$_user"/.jenv/versions/* "$_user"/.jdks/* "$_user"/.gradle/jdks/* "$_user"/.gradle/jdks/*/* \
    "$_user"/.jabba/jdk/* "$_user"/.nix-profile /run/current-system/sw \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$_user"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home \
    /opt/homebrew/opt/openjdk@*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk@*/libexec/openjdk.jdk/Contents/Home; do
    java_home_suits "$_home" "$_wanted" "$_tool" || continue
    if [ -z "$_best" ] || [ "$_major" -lt "$_best_major" ]; then
      _best=$_home
      _best_major=$_major
    fi
  done
  [ -n "$_best" ] && printf '%s\n' "$_best"
}

# Says, on standard error, that no Java $1 was found and how to get one here; $2 is who asks.
explain_missing_java() {
  {
    echo "${2##*/}: a JDK $1 or later was not found."
    if [ -n "${JACKDAW_JAVA_HOME:-}" ]; then
      echo "  JACKDAW_JAVA_HOME is set to $JACKDAW_JAVA_HOME, which does not hold one: correct or unset it."
    else
      if _home=$(java_home_on_path); then
        echo "  the java on PATH is version $(java_major "$_home" || echo unknown)."
      fi
      echo "  looked in: JAVA_HOME, PATH, /usr/lib/jvm, /opt, SDKMAN, asdf, mise, jenv, ~/.jdks, macOS JVM folders"
      if command -v apt-get >/dev/null 2>&1; then
        echo "  install it with: sudo apt-get install openjdk-$1-jdk   (or Temurin's temurin-$1-jdk)"
      elif command -v dnf >/dev/null 2>&1; then
        echo "  install it with: sudo dnf install java-$1-openjdk-devel"
      elif command -v pacman >/dev/null 2>&1; then
        echo "  install it with: sudo pacman -S jdk$1-openjdk"
      elif command -v apk >/dev/null 2>&1; then
        echo "  install it with: sudo apk add openjdk$1"
      elif command -v zypper >/dev/null 2>&1; then
        echo "  install it with: sudo zypper install java-$1-openjdk-devel"
      elif command -v brew >/dev/null 2>&1; then
        echo "  install it with: brew install openjdk@$1"
      else
        echo "  install a JDK $1 from your system's packages"
      fi
      echo "  or, if you have one: JAVA_HOME=/path/to/jdk-$1 $2"
    fi
  } >&2
}
