#!/bin/sh
# Every test: on SQLite, in a real browser, and those that touch the database once more on PostgreSQL.
# The tables come from the models on SQLite and by every migration on PostgreSQL.
# Of two processes, one drives whole instances from the start, the other does the long search for hidden words:
# what is dear to make is made once, and the short tests are left for the end.
# All three parts run, whatever the one before said; the end tells whether all passed.
set -u
unset PYTHONDONTWRITEBYTECODE # hundreds of processes start: none compiles again what another has
bin=.venv/bin
failed=""

part() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed, $name"
}

part "On SQLite" "$bin/pytest" -n 2 --dist loadgroup -m "not browser"
part "In a browser" "$bin/pytest" -m browser
part "On PostgreSQL" "$bin/python" -m scripts.with_postgres \
    "$bin/pytest" -n 2 --dist loadgroup -m "not browser" --migrations --ignore=tests/architecture --ignore=tests/engines

if [ -n "$failed" ]; then
    printf '\nFailed: %s\n' "${failed#, }"
    exit 1
fi
printf '\nAll passed.\n'
