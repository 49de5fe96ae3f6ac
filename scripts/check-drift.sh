#!/usr/bin/env bash
# Generates everything anew in a copy of the working tree and fails, naming the files, where the result differs from what
# is there, or where git does not hold what is there. Changes nothing in the working tree.
#
#   scripts/check-drift.sh [--strict] [all|typescript|python|go|java ...]
#
# A language without its tool chain is named and not checked; with --strict that is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/tool-chains.sh

# generated_folders LANGUAGE: prints the folders that hold only generated files.
generated_folders() {
  case "$1" in
    typescript) echo gen clients/typescript/src/gen ;;
    python) echo clients/python/src/sluice_client/gen ;;
    go) echo clients/go/gen ;;
    java) echo clients/java/src/gen ;;
  esac
}

# copy_tree FOLDER: copies what git tracks or would track, and lends it what was installed here.
copy_tree() {
  git ls-files --cached --others --exclude-standard -z |
    while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done |
    tar -c --null -T - | tar -x -C "$1"
  ln -s "$PWD/node_modules" "$1/node_modules"
  if [ -d clients/python/.venv ]; then
    ln -s "$PWD/clients/python/.venv" "$1/clients/python/.venv"
  fi
}

parse_languages "typescript python go java" "$@"
copy="$(mktemp -d)"
trap 'rm -rf "$copy"' EXIT
copy_tree "$copy"
for language in "${languages[@]}"; do
  # Otherwise a file that is no longer generated would be compared with itself.
  # shellcheck disable=SC2046
  (cd "$copy" && rm -rf $(generated_folders "$language"))
done
bash "$copy/scripts/generate.sh" $([ "$strict" = true ] && echo --strict) "${languages[@]}"

failed=false
checked=()
for language in "${languages[@]}"; do
  [ -n "$(missing_tools "$language")" ] && continue
  # shellcheck disable=SC2046
  for folder in $(generated_folders "$language"); do
    files="$(find "$copy/$folder" -type f 2>/dev/null | wc -l)"
    if [ "$files" = 0 ]; then
      echo "drift: nothing was generated into $folder" >&2
      failed=true
    fi
    if ! differences="$(diff -rq --exclude=__pycache__ "$folder" "$copy/$folder" 2>&1)"; then
      printf 'drift: run scripts/generate.sh %s\n%s\n' "$language" "${differences//$copy\//generated }" >&2
      failed=true
    fi
    # The second column is the working tree against the index: staged changes are on their way into git.
    if uncommitted="$(git status --porcelain --ignored --untracked-files=all -- "$folder" |
      grep -v '/__pycache__/' | grep '^.[^ ]')"; then
      printf 'not in git: add and commit\n%s\n' "$uncommitted" >&2
      failed=true
    fi
    checked+=("$folder ($((files)) files)")
  done
done
if [ "${#checked[@]}" = 0 ]; then
  echo "failed: nothing was checked" >&2
  exit 1
fi
printf 'checked: %s\n' "${checked[@]}"
if [ "$failed" = true ]; then
  exit 1
fi
