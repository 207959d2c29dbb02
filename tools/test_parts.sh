#!/bin/sh
# What the tests need beside Python: Chromium for the browser tests, PostgreSQL for the record's.
# As root on Debian they are installed; elsewhere it says what to install, and those tests are
# skipped (with CI=true they fail instead).
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ]; then
  echo "Installing:$missing"
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing fonts-dejavu-core >/dev/null
else
  echo "Not installed:$missing. Their tests are skipped. On Debian: apt-get install$missing"
fi
