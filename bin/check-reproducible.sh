#!/bin/sh
# Proves that a build depends on nothing but the sources and the JDK: builds the checkout twice, in
# different folders, with another umask, time zone, locale and user name, and compares the archives,
# jars, SBOM and licence report byte by byte. Arguments go to both builds (-o, for example).
set -eu

here=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d "${TMPDIR:-/tmp}/reproducible.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT

# build NAME ZONE LOCALE UMASK ARGUMENT...: builds a copy of the sources and lists its products.
build() {
  name=$1 zone=$2 locale=$3 mask=$4
  shift 4
  folder=$work/$name
  (
    umask "$mask"
    mkdir "$folder"
    (cd "$folder" && tar xf "$work/sources.tar")
    TZ=$zone LC_ALL=$locale MAVEN_OPTS="${MAVEN_OPTS:-} -Duser.name=${name%% *}" \
      "$folder/mvnw" -B -q -DskipTests -f "$folder/pom.xml" "$@" package
  )
  (cd "$folder" && find . \( -name '*.jar' -o -name 'jackdaw-*.tar.gz' -o -name 'jackdaw-*.zip' \
    -o -name sbom.json -o -name THIRD-PARTY.txt \) -path '*/target/*' -type f \
    | LC_ALL=C sort | while IFS= read -r file; do cksum "$file"; done) >"$work/$name.sums"
}

(cd "$here" && git ls-files -z --cached --others --exclude-standard \
  | xargs -0 tar rf "$work/sources.tar")
build first UTC C 022 "$@"
build 'the second place' Asia/Kathmandu C.UTF-8 077 "$@"

if diff "$work/first.sums" "$work/the second place.sums"; then
  echo "reproducible: $(wc -l <"$work/first.sums" | tr -d ' ') files are the same in both builds:"
  cd "$work/first/dist/target"
  sha256sum jackdaw-*.tar.gz jackdaw-*.zip 2>/dev/null || shasum -a 256 jackdaw-*.tar.gz jackdaw-*.zip
else
  echo "not reproducible: the files above differ" >&2
  exit 1
fi
