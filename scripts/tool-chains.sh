#!/usr/bin/env bash
# What each language needs on the machine. The other scripts source this file; run on its own, it prints what the
# languages named lack, one line each, and exits with 1 if anything is missing:
#
#   scripts/tool-chains.sh python go java

# missing_tools LANGUAGE: prints the name of each missing tool; prints nothing when the tool chain is complete.
missing_tools() {
  case "$1" in
    typescript) missing_commands node ;;
    python)
      missing_commands python3
      if command -v python3 >/dev/null 2>&1 &&
        ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then
        echo "python3 of version 3.10 or later with venv"
      fi
      ;;
    go) missing_commands go ;;
    java) missing_commands java javac mvn ;;
    *)
      echo "unknown language: $1 (typescript, python, go and java are known)" >&2
      return 2
      ;;
  esac
}

# missing_commands COMMAND...: prints those that are not on the PATH.
missing_commands() {
  local command
  for command in "$@"; do
    command -v "$command" >/dev/null 2>&1 || echo "$command"
  done
}

# run_for_languages VERB STRICT LANGUAGE...: calls the function `VERB_LANGUAGE` of the sourcing script for each language.
# A language without its tool chain is named and skipped, or fails the run when STRICT is true.
run_for_languages() {
  local verb="$1" strict="$2" language missing skipped=0
  shift 2
  for language in "$@"; do
    missing="$(missing_tools "$language" | paste -s -d , | sed 's/,/, /g')"
    if [ -n "$missing" ]; then
      echo "skipped: $language $(noun_of "$verb") (no $missing)"
      skipped=1
      continue
    fi
    echo "==> $language: $verb"
    "${verb}_${language}"
  done
  if [ "$strict" = true ] && [ "$skipped" = 1 ]; then
    echo "failed: --strict, and a tool chain is missing" >&2
    return 1
  fi
}

# noun_of VERB: what a verb of these scripts does, as a noun.
noun_of() {
  case "$1" in
    generate) echo generation ;;
    prepare) echo preparation ;;
    check) echo checks ;;
    *) echo "$1" ;;
  esac
}

# fingerprint PATH...: prints a hash over the contents and names of all files under the paths.
fingerprint() {
  find "$@" -type f -not -name '*.pyc' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d ' ' -f 1
}

# parse_languages KNOWN ARGUMENT...: sets `strict` and the array `languages` from the arguments; `all` and no argument
# mean every known language. KNOWN is one word with the known languages separated by spaces.
parse_languages() {
  local known="$1" argument
  shift
  strict=false
  languages=()
  for argument in "$@"; do
    case " $known all --strict " in
      *" $argument "*) ;;
      *)
        echo "unknown argument: $argument (takes: [--strict] all, $known)" >&2
        exit 2
        ;;
    esac
    case "$argument" in
      --strict) strict=true ;;
      # Splitting into words is what is wanted here.
      # shellcheck disable=SC2206
      all) languages=($known) ;;
      *) languages+=("$argument") ;;
    esac
  done
  if [ "${#languages[@]}" = 0 ]; then
    # shellcheck disable=SC2206
    languages=($known)
  fi
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  missing=""
  for language in "$@"; do
    missing+="$(missing_tools "$language")"$'\n'
  done
  missing="$(sed '/^$/d' <<<"$missing")"
  [ -z "$missing" ] && exit 0
  echo "$missing"
  exit 1
fi
