#!/usr/bin/env bash
# Puts the protoc plugin for Java's gRPC stubs, in the version clients/java/pom.xml pins, into
# clients/java/target/tools/protoc-gen-grpc-java. From Maven's local repository when it is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../clients/java"

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux-x86_64 ;;
  Linux-aarch64) platform=linux-aarch_64 ;;
  Darwin-x86_64) platform=osx-x86_64 ;;
  Darwin-arm64) platform=osx-aarch_64 ;;
  *)
    echo "failed: the Java gRPC plugin is not published for $(uname -s) on $(uname -m)" >&2
    exit 1
    ;;
esac

copy() {
  mvn -q -B "$@" dependency:copy@grpc-plugin "-Dplugin.platform=$platform"
}
copy -o >/dev/null 2>&1 || copy
# Maven sets no executable bit.
chmod +x target/tools/protoc-gen-grpc-java
