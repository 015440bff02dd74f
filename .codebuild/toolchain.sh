#!/usr/bin/env bash
# toolchain.sh: what .github/actions/toolchain installs, in CodeBuild's image: Terraform and the workspace's packages. The
# buildspec chooses Node and Python.
set -euo pipefail
version=1.11.4
# Of terraform_1.11.4_linux_amd64.zip, as HashiCorp's terraform_1.11.4_SHA256SUMS has it.
sha256=1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc
archive="terraform_${version}_linux_amd64.zip"
download=$(mktemp -d)
trap 'rm -rf "$download"' EXIT
curl --fail --silent --show-error --location --retry 3 --output "$download/$archive" \
  "https://releases.hashicorp.com/terraform/$version/$archive"
echo "$sha256  $download/$archive" | sha256sum --check --quiet
unzip -q -o "$download/$archive" terraform -d "${TERRAFORM_FOLDER:-/usr/local/bin}"
corepack enable
pnpm install --frozen-lockfile
