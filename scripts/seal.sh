#!/usr/bin/env bash
# seal.sh FOLDER FILE: the folder as one encrypted file; PLAN_PASSPHRASE opens it.
set -euo pipefail
if [ -z "${PLAN_PASSPHRASE:-}" ]; then
  echo "PLAN_PASSPHRASE is not set; docs/how-to/github.md and docs/how-to/codepipeline.md say who sets it" >&2
  exit 1
fi
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
# gpg's encryption tells when a byte was changed; openssl's does not. With the most rounds that there are nothing needs to be
# measured, for which gpg would start an agent and wait seconds for it.
tar -C "$1" -cz . | gpg --homedir "$home" --quiet --batch --yes --pinentry-mode loopback \
  --symmetric --cipher-algo AES256 --s2k-count 65011712 --passphrase-file <(printf %s "$PLAN_PASSPHRASE") --output "$2"
