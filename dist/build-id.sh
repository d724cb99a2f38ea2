#!/bin/sh
# build-id.sh LIB VERSION: writes LIB/build-id, a name that differs whenever a jar does. The launcher
# keeps its plan and AOT cache under it. Jars of a reproducible build all carry the same time, so
# their times tell nothing.
set -eu
cd "$1"
LC_ALL=C
export LC_ALL
rm -f build-id
sum=$(cksum -- *.jar | cksum)
printf '%s-%s\n' "$2" "${sum%% *}" >build-id
