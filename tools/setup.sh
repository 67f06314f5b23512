#!/usr/bin/env bash
# Sets up what Kodeks needs: system libraries, .venv, pinned packages. Safe to repeat; quick when nothing changed.
# Usage: tools/setup.sh [run|dev]
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-run}
requirements=requirements.txt
[ "$mode" = dev ] && requirements=requirements-dev.txt

has_library() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q "$1"; }
wanted=()
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)
has_library libpango-1.0.so || wanted+=(libpango-1.0-0)
has_library libpangoft2-1.0.so || wanted+=(libpangoft2-1.0-0)
has_library libharfbuzz-subset.so || wanted+=(libharfbuzz-subset0)
if [ "$mode" = dev ]; then
  command -v xgettext >/dev/null || wanted+=(gettext)
  command -v chromium >/dev/null || wanted+=(chromium)
fi
if [ ${#wanted[@]} -gt 0 ]; then
  line="apt-get update && apt-get install -y ${wanted[*]}"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing system packages: ${wanted[*]}"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${wanted[@]}" >/dev/null
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    echo "Installing system packages: ${wanted[*]}"
    sudo sh -c "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ${wanted[*]} >/dev/null"
  else
    echo "Some system packages are missing. Run this line as root, then try again:" >&2
    echo "  $line" >&2
    exit 1
  fi
fi

python3 - <<'PY'
import sys
if sys.version_info < (3, 11):
    sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
PY
[ -x .venv/bin/python ] || python3 -m venv .venv
stamp=".venv/.installed-$mode-$(sha256sum $requirements | cut -c1-16)"
if [ ! -e "$stamp" ]; then
  echo "Installing Python packages ($requirements)"
  .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
  .venv/bin/python -m pip install -q --disable-pip-version-check -r $requirements
  rm -f .venv/.installed-"$mode"-*
  touch "$stamp"
fi
