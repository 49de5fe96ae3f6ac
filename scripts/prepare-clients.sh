#!/usr/bin/env bash
# Installs what the Python, Go and Java clients need and builds their smoke programs. Does nothing where nothing changed.
#
#   scripts/prepare-clients.sh [--strict] [all|python|go|java ...]
#
# A language without its tool chain is named and skipped; with --strict that is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/tool-chains.sh

prepare_python() {
  local venv=clients/python/.venv requirements=clients/python/requirements-dev.txt stamp
  stamp="$(python3 --version) $(fingerprint "$requirements")"
  if [ "$(cat "$venv/prepared" 2>/dev/null)" = "$stamp" ]; then
    echo "python: $venv is up to date"
    return
  fi
  echo "python: installing $requirements into $venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$requirements"
  echo "$stamp" >"$venv/prepared"
}

prepare_go() {
  echo "go: building clients/go/bin/smoke"
  go build -C clients/go -o bin/smoke ./cmd/smoke
  # The README's tour uses it; its test runs it from here.
  local tools="$PWD/node_modules/.cache/bin"
  if [ ! -x "$tools/grpcurl" ]; then
    echo "go: installing grpcurl"
    GOBIN="$tools" go install github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3
  fi
}

prepare_java() {
  local target=clients/java/target stamp
  stamp="$(javac -version 2>&1) $(fingerprint clients/java/pom.xml clients/java/src)"
  if [ -f "$target/classpath.txt" ] && [ "$(cat "$target/prepared" 2>/dev/null)" = "$stamp" ]; then
    echo "java: $target is up to date"
    return
  fi
  echo "java: compiling into $target"
  rm -f "$target/prepared"
  build_java -o >/dev/null 2>&1 || build_java
  echo "$stamp" >"$target/prepared"
}

# build_java MAVEN_OPTION...: compiles and writes the class path of the dependencies to target/classpath.txt.
build_java() {
  mvn -q -B "$@" -f clients/java/pom.xml test-compile dependency:build-classpath@smoke-classpath
}

parse_languages "python go java" "$@"
run_for_languages prepare "$strict" "${languages[@]}"
