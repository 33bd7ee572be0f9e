#!/bin/sh
# Makes sure that the tests have the Nu HTML checker, a Java program that npm brings; where they cannot, says why.

PACKAGE=vnu-jar@26.9.27
FOLDER=var/tools

[ -f "$FOLDER/node_modules/vnu-jar/build/dist/vnu.jar" ] && exit 0
for name in java npm; do
    if ! command -v "$name" >/dev/null 2>&1; then
        echo "Pages will not be validated: there is no $name." >&2
        exit 0
    fi
done

echo "Installing the Nu HTML checker ..."
mkdir -p "$FOLDER"
if ! npm install --prefix "$FOLDER" --ignore-scripts --no-audit --no-fund --silent "$PACKAGE" >/dev/null 2>&1; then
    echo "Pages will not be validated: npm could not install $PACKAGE." >&2
fi
exit 0
