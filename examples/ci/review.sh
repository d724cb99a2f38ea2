#!/bin/sh
# A headless run in a build pipeline: reviews the last commit and fails the build by exit code.
# Needs a provider key in the environment, or MODEL=scripted/FILE to rehearse the pipeline itself.
set -u

jackdaw=${JACKDAW:-jackdaw}
git show --stat --patch HEAD | "$jackdaw" -p \
  ${MODEL:+--model "$MODEL"} \
  --permission-mode dontAsk \
  --max-turns 20 --max-time 10m \
  --output-format json \
  --json-schema '{"type":"object","required":["ok","findings"],"properties":{
    "ok":{"type":"boolean"},"findings":{"type":"array","items":{"type":"string"}}}}' \
  "Review this commit. Report bugs it introduces, not matters of taste." >review.json
code=$?

case $code in
  0) ;;
  3) echo "review: a call was not approved; see permission_denials in review.json" >&2; exit "$code" ;;
  4) echo "review: a limit was reached" >&2; exit "$code" ;;
  5) echo "review: the model provider could not be reached" >&2; exit "$code" ;;
  *) echo "review: failed with $code" >&2; exit "$code" ;;
esac
# grep is enough to read one member of one line of JSON.
if grep -q '"structured_output":{"ok":true' review.json; then
  echo "review: nothing found"
else
  cat review.json
  exit 1
fi
