#!/usr/bin/env bash
# unseal.sh FILE FOLDER: what seal.sh made, in a folder again. Nothing is left where a byte was changed.
set -euo pipefail
if [ -z "${PLAN_PASSPHRASE:-}" ]; then
  echo "PLAN_PASSPHRASE is not set; docs/how-to/github.md and docs/how-to/codepipeline.md say who sets it" >&2
  exit 1
fi
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
gpg --homedir "$home" --quiet --batch --pinentry-mode loopback \
  --passphrase-file <(printf %s "$PLAN_PASSPHRASE") --output "$home/review.tar.gz" --decrypt "$1"
mkdir -p "$2"
tar -C "$2" -xzf "$home/review.tar.gz"
