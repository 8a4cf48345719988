#!/bin/sh
# Makes the virtual environment in $1 and installs the pinned packages and this one into it.
# Needs Python 3.11 or newer; PYTHON chooses one.
set -eu

venv=$1

usable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

can_make_environments() {
    "$1" -c 'import venv, ensurepip' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if usable "$name"; then
            echo "$name"
            return
        fi
    done
    echo "ไม่พบ Python 3.11 ขึ้นไป ให้ติดตั้งก่อน (Debian/Ubuntu: apt-get install python3 python3-venv)" >&2
    exit 2
}

if ! [ -x "$venv/bin/python" ] || ! usable "$venv/bin/python"; then
    python=$(find_python)
    if ! can_make_environments "$python"; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        sh "$(dirname "$0")/debian.sh" "python$version-venv"
        can_make_environments "$python" || exit 2
    fi
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
