# Keeps one PostgreSQL server for the tests of one binary, in a folder of its own, and does what it is told on standard
# input: start, stop, kill, database NAME. Each is answered by a line. When its input ends, as with the process that
# holds the other end, server and folder go.
# Arguments: the folder of the programs.
bin=$1
unset PGHOST PGPORT PGUSER PGDATABASE PGOPTIONS PGDATA
dir=$(mktemp -d "${TMPDIR:-/tmp}/bot-pg-XXXXXX") || exit 1
pid=
finish() {
    [ -z "$pid" ] || kill -QUIT "$pid" 2>/dev/null
    [ -z "$pid" ] || wait "$pid" 2>/dev/null
    cd / && rm -rf -- "$dir"
}
trap finish EXIT
trap '' INT
cd "$dir" || exit 1
start() {
    "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c full_page_writes=off \
        -c max_connections=200 -c shared_buffers=16MB -c dynamic_shared_memory_type=posix >>"$dir/log" 2>&1 &
    pid=$!
    for _ in $(seq 600); do
        "$bin/pg_isready" -q -h "$dir" && return 0
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.05
    done
    tail -n 20 "$dir/log" >&2
    return 1
}
stop() {
    kill -"$1" "$pid" && wait "$pid" 2>/dev/null
    pid=
    return 0
}
"$bin/initdb" -D "$dir/data" -U bot -A trust -E UTF8 --no-locale --no-sync >"$dir/log" 2>&1 || {
    cat "$dir/log" >&2
    exit 1
}
start || exit 1
echo "$dir"
while read -r what name; do
    case $what in
        start) start ;;
        stop) stop INT ;;
        kill) stop QUIT ;;
        database) "$bin/createdb" -h "$dir" -U bot "$name" >>"$dir/log" 2>&1 ;;
        *) false ;;
    esac
    if [ $? -eq 0 ]; then echo ok; else echo failed; fi
done
