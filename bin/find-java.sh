# Sourced by mvnw and jackdaw: finds a JDK by looking where systems and version managers put them.
# Works in any POSIX sh; starts no program but the candidate's own java, and only when its
# release file does not tell the version.

# Prints the major version of the Java home $1, or nothing.
java_major() {
  _v=
  if [ -r "$1/release" ]; then
    while IFS= read -r _line || [ -n "$_line" ]; do
      case $_line in
        JAVA_VERSION=*) _v=${_line#JAVA_VERSION=} ;;
      esac
    done <"$1/release"
  fi
  if [ -z "$_v" ] && [ -x "$1/bin/java" ]; then
    _v=$("$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.version = //p' | head -n 1)
  fi
  _v=${_v#\"}
  _v=${_v%\"}
  _v=${_v#1.}
  _v=${_v%%[!0-9]*}
  [ -n "$_v" ] && printf '%s\n' "$_v"
}

# Follows the links of $1 to the file itself and prints it.
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

# find_java_home MAJOR [TOOL]: prints the home of a Java MAJOR or later that has bin/java, and
# bin/TOOL when asked. JACKDAW_JAVA_HOME and JAVA_HOME win when they are new enough; of the rest,
# the lowest version that is new enough, so that a build does not change with an early-access JDK.
find_java_home() {
  _wanted=$1
  _tool=${2:-java}
  for _home in "${JACKDAW_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    [ -n "$_home" ] && [ -x "$_home/bin/$_tool" ] && [ -x "$_home/bin/java" ] || continue
    _major=$(java_major "$_home") || continue
    if [ "$_major" -ge "$_wanted" ]; then
      printf '%s\n' "$_home"
      return 0
    fi
  done
  _user=${HOME:-/nonexistent}
  _path_home=
  if _java=$(command -v java 2>/dev/null); then
    _path_home=$(dirname -- "$(dirname -- "$(real_file "$_java")")")
  fi
  _best=
  _best_major=
  for _home in "$_path_home" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/lib/jvm/* \
    /opt/java /opt/java/* /opt/jdk* /opt/*jdk* /opt/*/jdk* \
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
    [ -n "$_home" ] && [ -x "$_home/bin/$_tool" ] && [ -x "$_home/bin/java" ] || continue
    _major=$(java_major "$_home") || continue
    [ -n "$_major" ] && [ "$_major" -ge "$_wanted" ] || continue
    if [ -z "$_best" ] || [ "$_major" -lt "$_best_major" ]; then
      _best=$_home
      _best_major=$_major
    fi
  done
  if [ -z "$_best" ] && [ -x /usr/libexec/java_home ]; then
    _best=$(/usr/libexec/java_home -F -v "$_wanted+" 2>/dev/null) || _best=
    [ -n "$_best" ] && [ -x "$_best/bin/$_tool" ] || _best=
  fi
  [ -n "$_best" ] && printf '%s\n' "$_best"
}

# Says, on standard error, that no Java $1 was found and how to get one here; $2 is who asks.
explain_missing_java() {
  {
    echo "$(basename -- "$2"): a JDK $1 or later was not found."
    if command -v java >/dev/null 2>&1; then
      echo "  the java on PATH is version $(java_major "$(dirname -- "$(dirname -- "$(real_file "$(command -v java)")")")" || echo unknown)."
    fi
    echo "  looked in: JACKDAW_JAVA_HOME, JAVA_HOME, PATH, /usr/lib/jvm, /opt, SDKMAN, asdf, mise, jenv, ~/.jdks, macOS java_home"
    case $(uname -s) in
      Darwin) echo "  install it with: brew install openjdk@$1" ;;
      *)
        if command -v apt-get >/dev/null 2>&1; then echo "  install it with: sudo apt-get install openjdk-$1-jdk   (or Temurin: temurin-$1-jdk)"
        elif command -v dnf >/dev/null 2>&1; then echo "  install it with: sudo dnf install java-$1-openjdk-devel"
        elif command -v pacman >/dev/null 2>&1; then echo "  install it with: sudo pacman -S jdk$1-openjdk"
        elif command -v apk >/dev/null 2>&1; then echo "  install it with: sudo apk add openjdk$1"
        elif command -v zypper >/dev/null 2>&1; then echo "  install it with: sudo zypper install java-$1-openjdk-devel"
        else echo "  install a JDK $1 from your system's packages"
        fi ;;
    esac
    echo "  or, if you have one: JAVA_HOME=/path/to/jdk-$1 $2"
  } >&2
}
