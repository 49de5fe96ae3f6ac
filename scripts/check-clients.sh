#!/usr/bin/env bash
# Checks the Python, Go and Java clients: format, compiler warnings, static checks, importability.
#
#   scripts/check-clients.sh [--strict] [all|python|go|java ...]
#
# A language without its tool chain is named and skipped; with --strict that is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/tool-chains.sh

check_python() {
  bash scripts/prepare-clients.sh --strict python
  local python="$PWD/clients/python/.venv/bin/python"
  "$python" -m compileall -q clients/python/src clients/python/smoke.py scripts/python-protoc-plugin.py
  # Generated imports are only wrong when they run.
  PYTHONPATH=clients/python/src "$python" -W error - <<'PYTHON'
import importlib, pkgutil
import sluice_client

names = [module.name for module in pkgutil.walk_packages(sluice_client.__path__, "sluice_client.")]
for name in names:
    importlib.import_module(name)
assert len(names) >= 10, f"only {len(names)} modules found"
print(f"python: {len(names)} modules compile and import")
PYTHON
}

check_go() {
  local unformatted
  unformatted="$(gofmt -l clients/go)"
  if [ -n "$unformatted" ]; then
    printf 'go: gofmt would change\n%s\n' "$unformatted" >&2
    return 1
  fi
  go -C clients/go vet ./...
  go -C clients/go mod tidy -diff
  echo "go: formatted, vetted, go.mod tidy"
}

check_java() {
  bash scripts/prepare-clients.sh --strict java
  local java=clients/java out
  local sources=("$java"/src/main/java/dev/sluice/client/*.java "$java"/src/test/java/dev/sluice/client/*.java)
  out="$(mktemp -d)"
  # Only what is written by hand: generated code is as its generator makes it.
  javac -Xlint:all -Werror -d "$out" -cp "$java/target/classes:$(cat "$java/target/classpath.txt")" "${sources[@]}"
  rm -r "$out"
  echo "java: ${#sources[@]} files compile without warnings"
}

parse_languages "python go java" "$@"
run_for_languages check "$strict" "${languages[@]}"
