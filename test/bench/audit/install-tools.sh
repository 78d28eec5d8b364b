#!/bin/sh
# Installs what `npm run bench:audit` compares with into a folder: ./install-tools.sh FOLDER
# Needs Go and Python. What cannot be installed is left out, and the benchmark says so.
set -u
folder=$(mkdir -p "${1:?which folder?}" && cd "$1" && pwd)

GOBIN="$folder/bin" go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0 || echo "no kube-score"
python3 -m venv "$folder/checkov" && "$folder/checkov/bin/pip" install --quiet checkov==3.3.30 || echo "no checkov"
