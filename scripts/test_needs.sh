#!/bin/sh
# What the tests need besides .venv: a browser from Debian's packages. PostgreSQL comes with
# requirements/dev.txt. Whatever cannot be had is said here, and its tests are skipped saying why.
set -u

if command -v chromium >/dev/null 2>&1; then
    exit 0
fi

if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "No Chromium, and no right to install it: the browser tests will be skipped."
    exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium, and no apt-get to install it with: the browser tests will be skipped."
    exit 0
fi

echo "Installing Chromium for the browser tests…"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086  # empty when we are root
if $as_root apt-get update -qq >"$log" 2>&1 &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >"$log" 2>&1; then
    exit 0
fi
tail -n 5 "$log"
echo "Chromium could not be installed: the browser tests will be skipped."
exit 0
