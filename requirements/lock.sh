#!/bin/sh
# Locks requirements/*.in into *.txt for both environments, without addresses. Run by `make lock` after `make setup`.
set -eu
cd "$(dirname "$0")/.."
options="--quiet --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-annotate --no-header --strip-extras"
.venv/bin/python -m piptools compile $options requirements/app.in --allow-unsafe -o requirements/app.txt
# A build label such as +cpu exists only where that build is at hand; plain torch takes it there, and any other elsewhere.
sed -i 's/^\(torch==[0-9.]*\)+.*/\1/' requirements/app.txt
.venv/bin/python -m piptools compile $options requirements/dev.in -o requirements/dev.txt
.venv-rasa/bin/python -m pip install --quiet pip-tools
.venv-rasa/bin/python -m piptools compile $options requirements/rasa.in -o requirements/rasa.txt
