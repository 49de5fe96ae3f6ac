#!/usr/bin/env bash
# The contracts: lint, format, and no breaking change against what the main branch last released or committed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$PWD/node_modules/.bin:$PATH"

buf lint
buf format --diff --exit-code

# What users have counts first: the last release. Before the first one: where this branch left the main branch, or, on
# the main branch itself, the commit before.
base=$(git describe --tags --match 'v*' --abbrev=0 2>/dev/null || true)
if [ -z "$base" ]; then
  base=$(git merge-base HEAD origin/main 2>/dev/null || true)
  if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ]; then
    base=$(git rev-parse --verify --quiet HEAD~1 || true)
  fi
fi
if [ -z "$base" ] || ! git cat-file -e "$base:proto/sluice/v1/registry.proto" 2>/dev/null; then
  echo "proto: lint and format hold; nothing to compare with for breaking changes"
  exit 0
fi
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
git archive "$base" proto buf.yaml | tar -x -C "$before"
buf breaking proto --against "$before/proto"
echo "proto: lint, format and compatibility with ${base:0:12} hold"
