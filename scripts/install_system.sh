#!/bin/sh
# Chromium and gettext for the tests, and what draws PDF files (Pango, a font), from the system's packages.
# Does nothing where they are there.
set -eu

missing=""
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    missing="chromium"
fi
command -v msgfmt >/dev/null || missing="$missing gettext"
if known=$(PATH="$PATH:/sbin" ldconfig -p 2>/dev/null); then
    echo "$known" | grep -q libpango-1.0.so || missing="$missing libpango-1.0-0"
    echo "$known" | grep -q libpangoft2-1.0.so || missing="$missing libpangoft2-1.0-0"
    echo "$known" | grep -q libharfbuzz-subset.so || missing="$missing libharfbuzz-subset0"
    [ -f /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || missing="$missing fonts-dejavu-core"
fi
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "CM Hub: the tests need$missing: install them with your system's packages." >&2
    exit 2
fi
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null; then
    as_root="sudo"
else
    echo "CM Hub: the tests need $missing. As root: apt-get install $missing" >&2
    exit 2
fi

echo "Installing $missing …"
export DEBIAN_FRONTEND=noninteractive
# The lists of packages may be old or absent: refreshed only when needed.
# shellcheck disable=SC2086 # several words are meant
$as_root apt-get install --yes --no-install-recommends -qq $missing >/dev/null 2>&1 || {
    $as_root apt-get update -qq
    $as_root apt-get install --yes --no-install-recommends -qq $missing >/dev/null
}
