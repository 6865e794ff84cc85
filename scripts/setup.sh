#!/bin/sh
# Everything Engage needs on this machine: the system libraries Qt asks for, and .venv from the lock file.
# Safe to run again: it does only what is missing.
set -eu
cd "$(dirname "$0")/.."

LIBRARIES="libGL.so.1 libEGL.so.1 libxkbcommon.so.0 libglib-2.0.so.0 libfreetype.so.6 libfontconfig.so.1 libdbus-1.so.3
 libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-keysyms.so.1 libxcb-shape.so.0 libxcb-xkb.so.1 libxkbcommon-x11.so.0"
PACKAGES="libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfreetype6 libfontconfig1 libdbus-1-3
 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

install_packages() {
    echo "Installing system packages: $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

system_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    known=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p)
    for library in $LIBRARIES; do
        case "$known" in
        *"$library"*) ;;
        *)
            if can_install; then
                # shellcheck disable=SC2086 # a list of names
                install_packages $PACKAGES
                return 0
            fi
            echo "Engage's window needs these system packages: please ask for" $PACKAGES "and run the command again." >&2
            exit 1
            ;;
        esac
    done
}

python_command() {
    for name in python3.11 python3.12 python3.13 python3; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
            echo "$name"
            return 0
        fi
    done
    echo "Engage needs Python 3.11, 3.12 or 3.13: please install one of them and run the command again." >&2
    return 1
}

virtual_environment() {
    python=$(python_command)
    if ! [ -x .venv/bin/python ]; then
        if ! "$python" -c 'import ensurepip' 2>/dev/null; then
            if can_install; then
                install_packages python3-venv
            else
                echo "Python's venv module is missing: please ask for the package python3-venv and run the command again." >&2
                exit 1
            fi
        fi
        "$python" -m venv .venv
    fi
    [ -x .venv/bin/uv ] ||
        .venv/bin/python -m pip install --quiet --require-hashes --no-deps -r scripts/uv.lock
    VIRTUAL_ENV=.venv .venv/bin/uv pip sync --quiet --require-hashes --compile-bytecode requirements.lock
    VIRTUAL_ENV=.venv .venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
}

system_libraries
virtual_environment
touch .venv/.ready
