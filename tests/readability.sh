#!/bin/sh
# Makes sure that the tests have the script of Firefox's reader view, which npm brings; where they cannot, says why.

PACKAGE=@mozilla/readability@0.6.0
FOLDER=var/tools

[ -f "$FOLDER/node_modules/@mozilla/readability/Readability.js" ] && exit 0
if ! command -v npm >/dev/null 2>&1; then
    echo "The reader view will not be tried: there is no npm." >&2
    exit 0
fi

echo "Installing the script of the reader view ..."
mkdir -p "$FOLDER"
if ! npm install --prefix "$FOLDER" --ignore-scripts --no-audit --no-fund --silent "$PACKAGE" >/dev/null 2>&1; then
    echo "The reader view will not be tried: npm could not install $PACKAGE." >&2
fi
exit 0
