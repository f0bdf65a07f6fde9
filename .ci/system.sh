# Sourced by .ci/run: what the checks need from the machine. Uses $tmp and sets
# GOVRANK_TEST_POSTGRES.

_as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

_as_postgres() {
    # The server refuses to run as root.
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

_install_packages() {
    echo "Installing $*"
    _as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive _as_root apt-get install -y -qq --no-install-recommends "$@" \
        >/dev/null
}

# need_python: install one if this machine has none that scripts/test would take.
need_python() {
    if ! (. scripts/find_python.sh) 2>/dev/null; then
        _install_packages python3 python3-venv
    fi
}

# need_readers: what published files are opened with in tests: a browser for pages, an office suite
# for documents and workbooks, poppler for PDF.
need_readers() {
    local wanted=()
    command -v chromium >/dev/null || wanted+=(chromium)
    command -v soffice >/dev/null || wanted+=(libreoffice-writer-nogui libreoffice-calc-nogui)
    command -v pdftoppm >/dev/null || wanted+=(poppler-utils)
    [ ${#wanted[@]} = 0 ] || _install_packages "${wanted[@]}"
}

# python_of VERSION: print a command that starts that Python, or fail. A shim that starts nothing
# does not count.
python_of() {
    local candidate
    for candidate in "python$1" "$HOME"/.pyenv/versions/"$1".*/bin/"python$1"; do
        if "$candidate" -c 'import venv, ensurepip' >/dev/null 2>&1; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

_server_binaries() {
    # The newest; ls fails for the pattern that matches nothing.
    { ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null || true; } | sort -V | tail -n 1
}

_database=
_cluster=

# start_postgres: set GOVRANK_TEST_POSTGRES to a database of this run's own, on the server that
# answers on 127.0.0.1:5432, else on a private server.
start_postgres() {
    if [ -n "${GOVRANK_TEST_POSTGRES:-}" ]; then
        echo "Using the PostgreSQL named by GOVRANK_TEST_POSTGRES"
        return
    fi
    local name=govrank_ci_$$
    if _sql "CREATE DATABASE $name" 2>/dev/null; then
        echo "Using the PostgreSQL on 127.0.0.1:5432"
        _database=$name
        export GOVRANK_TEST_POSTGRES=postgresql+psycopg://postgres@127.0.0.1:5432/$name
        return
    fi
    [ -n "$(_server_binaries)" ] || _install_packages postgresql
    _start_private_server
}

_sql() {
    PGCONNECT_TIMEOUT=5 psql --no-password --quiet -h 127.0.0.1 -U postgres -d postgres -c "$1"
}

_start_private_server() {
    local bin port
    bin=$(_server_binaries)
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    _cluster=$(_as_postgres mktemp -d)
    echo "Starting a PostgreSQL of our own on 127.0.0.1:$port"
    _as_postgres "$bin/initdb" -D "$_cluster/data" -A trust -U postgres -E UTF8 \
        --locale=C.UTF-8 --no-sync >/dev/null
    _as_postgres "$bin/pg_ctl" -D "$_cluster/data" -l "$_cluster/log" -w -s \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$_cluster -c fsync=off" \
        start
    export GOVRANK_TEST_POSTGRES=postgresql+psycopg://postgres@127.0.0.1:$port/postgres
}

# stop_postgres: remove what start_postgres made; nothing else on the machine is touched.
stop_postgres() {
    if [ -n "$_database" ]; then
        _sql "DROP DATABASE IF EXISTS $_database WITH (FORCE)" || true
    fi
    if [ -n "$_cluster" ]; then
        _as_postgres "$(_server_binaries)/pg_ctl" -D "$_cluster/data" -m immediate -s stop || true
        rm -rf "$_cluster"
    fi
}
