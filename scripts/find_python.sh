# Sourced by scripts/demo and scripts/test. Sets $python to a Python that can install govrank, or
# ends the script with a sentence that says what to install.

_is_new_enough() {
    # Run it: a version manager's shim may exist and still start no Python.
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

_can_install() {
    # Either is enough: an environment with its own pip, or one that this Python's pip serves.
    "$1" -c 'import venv, ensurepip' >/dev/null 2>&1 || "$1" -c 'import venv, pip' >/dev/null 2>&1
}

_refuse() {
    echo "$0: $1" >&2
    echo "$0: $2" >&2
    exit 1
}

# A Python asked for by name is never silently replaced by another.
if [ -n "${PYTHON:-}" ]; then
    _candidates=$PYTHON
else
    _candidates="python3.13 python3.12 python3.11 python3 python"
fi

python=
_without_pip=
_ifs=$IFS
[ -z "${PYTHON:-}" ] || IFS=
for _candidate in $_candidates; do
    _is_new_enough "$_candidate" || continue
    if _can_install "$_candidate"; then
        python=$_candidate
        break
    fi
    _without_pip=${_without_pip:-$_candidate}
done
IFS=$_ifs

if [ -n "$python" ]; then
    :
elif [ -n "$_without_pip" ]; then
    _refuse "$_without_pip can neither make a virtual environment nor use pip." \
        "On Debian or Ubuntu: apt install python3-venv. On Fedora: dnf install python3-pip."
elif [ -n "${PYTHON:-}" ]; then
    _refuse "PYTHON=$PYTHON does not start Python 3.11 or newer." \
        "Name another, or leave PYTHON unset to have one looked for."
else
    _refuse "no Python 3.11 or newer was found (tried $_candidates)." \
        "Install Python 3.11, 3.12 or 3.13, or name one: PYTHON=/path/to/python3.12 $0"
fi
