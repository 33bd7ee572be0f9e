#!/bin/sh
# Makes sure that the browser tests have a Chromium; where it cannot, says why they will be skipped.

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Browser tests will be skipped: there is no chromium, and no apt-get to install it." >&2
    exit 0
fi
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Browser tests will be skipped: there is no chromium (sudo apt-get install chromium fonts-noto-core)." >&2
    exit 0
fi

echo "Installing Chromium for the browser tests ..."
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq >/dev/null 2>&1
if ! $as_root apt-get install -y -qq chromium fonts-noto-core >/dev/null 2>&1; then
    echo "Browser tests will be skipped: apt-get could not install chromium." >&2
fi
exit 0
