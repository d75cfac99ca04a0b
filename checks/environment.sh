# Read by ./run, ./test and .ci/run: the Python environment in .venv, with exactly the pinned and hashed requirements.
# shellcheck shell=bash

export UV_PYTHON_DOWNLOADS=never
unset PYTHONDONTWRITEBYTECODE # what is compiled once starts every command, server and worker in half the time

say() { printf '%s\n' "$*" >&2; }

# The first Python of 3.11 or later. Prints its command; fails with what to do when there is none.
find_python() {
  local candidate
  for candidate in python3.11 python3 python3.12 python3.13; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      printf '%s' "$candidate"
      return
    fi
  done
  say "Python 3.11 or later is needed. On Debian 12: apt-get install python3 python3-venv"
  return 1
}

create_environment() {
  local python
  python=$(find_python) || return 1
  say "Creating the Python environment in .venv."
  if ! "$python" -m venv .venv >/dev/null; then
    rm -rf .venv
    say "Python cannot create an environment here. On Debian 12: apt-get install python3-venv"
    return 1
  fi
}

# prepare_environment base|dev: makes .venv hold the runtime set, or that and the tools of the checks.
# Quick when nothing changed: what was installed is remembered by the checksum of the requirements file.
prepare_environment() {
  local wanted=$1 set
  for set in "$wanted" dev; do   # the dev set includes the base set
    if [ -x .venv/bin/inspectorate ] && [ "$(cat ".venv/installed-$set" 2>/dev/null)" = "$(checksum "$set")" ]; then
      return
    fi
  done
  [ -x .venv/bin/python ] || create_environment || return 1
  say "Installing the requirements ($wanted); the first time takes a minute."
  rm -f .venv/installed-base .venv/installed-dev
  if ! install_requirements "$wanted"; then
    say "The requirements could not be installed; the lines above say why. Nothing else was changed."
    return 1
  fi
  checksum "$wanted" >".venv/installed-$wanted"
}

checksum() { sha256sum "requirements/$1.txt" | cut -d' ' -f1; }

install_requirements() {
  local uv
  if [ ! -x .venv/bin/uv ] && ! command -v uv >/dev/null; then
    .venv/bin/python -m pip install -q --disable-pip-version-check uv || return 1
  fi
  uv=$([ -x .venv/bin/uv ] && echo .venv/bin/uv || command -v uv)
  "$uv" pip sync -q --compile-bytecode --python .venv/bin/python --require-hashes "requirements/$1.txt" &&
    "$uv" pip install -q --python .venv/bin/python --no-deps -e .
}
