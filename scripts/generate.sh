#!/usr/bin/env bash
# Generates everything that is generated from proto/ and from the SQL migrations. The results are committed.
#
#   scripts/generate.sh [--strict] [all|typescript|python|go|java ...]
#
# Plugins are local and pinned: TypeScript by package-lock.json, Python by clients/python/requirements-dev.txt, Go by
# clients/go/go.mod, Java by clients/java/pom.xml and package-lock.json. A language without its tool chain is named and
# skipped; with --strict that is a failure. Every output folder is emptied first: keep nothing written by hand there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/tool-chains.sh
export PATH="$PWD/node_modules/.bin:$PATH"

generate_typescript() {
  buf generate
  buf generate --template clients/typescript/buf.gen.yaml
  if [ -f scripts/embed-sql.mjs ]; then
    node scripts/embed-sql.mjs
  fi
}

generate_python() {
  bash scripts/prepare-clients.sh python
  buf generate --template clients/python/buf.gen.yaml
}

generate_go() {
  buf generate --template clients/go/buf.gen.yaml
}

generate_java() {
  bash scripts/fetch-java-grpc-plugin.sh
  buf generate --template clients/java/buf.gen.yaml
}

parse_languages "typescript python go java" "$@"
if ! command -v buf >/dev/null; then
  echo "failed: no buf; run npm ci first" >&2
  exit 1
fi
run_for_languages generate "$strict" "${languages[@]}"
