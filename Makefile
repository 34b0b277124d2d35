# `make help` lists what there is. Needs make, Git and Python 3.11 or newer with venv; locking needs uv and npm too.
PYTHON ?= python3
UV ?= uv
ARGS ?=

BIN := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
LOCKS := .ci/requirements
FRAME := pyproject.toml jdflow/__init__.py $(LOCKS)/build.txt
PURE := jdflow/adopt/*,jdflow/history/*,jdflow/wordwise.py,jdflow/persons/*,jdflow/problems/*,jdflow/shape/*,jdflow/resolve/*,jdflow/rules/*,jdflow/query/*,jdflow/source/*,jdflow/model/*,jdflow/word/*,jdflow/sandbox/*

INSTALL := -m pip install --quiet --disable-pip-version-check
LOCKED := $(INSTALL) --require-hashes -r $(LOCKS)/build.txt
EDITABLE := $(INSTALL) --no-deps --no-index --no-build-isolation --editable .
COMPILE = $(UV) pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
  --no-strip-extras --custom-compile-command 'make lock' $(ARGS)

.PHONY: help build test lint bench test-lowest messages templates pictures lock clean
.DELETE_ON_ERROR:

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 14

build: .venv/run.stamp ## make .venv, then check this repository's positions and render them into dist/
	.venv/$(BIN)/jdflow build

test: .venv/dev.stamp ## run the tests; ARGS='-k word' narrows them
	.venv/$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov $(ARGS)
ifeq ($(strip $(ARGS)),)
	@echo 'Coverage of the pure floors, in percent; at least 95:'
	@.venv/$(BIN)/python -m coverage report --format=total --fail-under=95 --include='$(PURE)'
endif

lint: .venv/dev.stamp ## style, types, floors
	.venv/$(BIN)/ruff check
	.venv/$(BIN)/ruff format --check
	.venv/$(BIN)/mypy
	.venv/$(BIN)/lint-imports --no-cache --no-logo

bench: .venv-bench/bench.stamp ## measure against floors and peers; ARGS='--size 10000' scales
	.venv-bench/$(BIN)/python -m tests.bench $(ARGS)

test-lowest: .venv-lowest/lowest.stamp ## run the tests with the oldest dependencies allowed
	.venv-lowest/$(BIN)/python -m pytest $(ARGS)

messages: .venv/dev.stamp ## gather the texts to translate into jdflow/locale, and compile the translations
	.venv/$(BIN)/pybabel -q extract --omit-header --no-wrap --sort-by-file --add-location=file \
	  --no-default-keywords -k N_ -k msg -k say -k count:1,2 -o .venv/jdflow.pot jdflow
	.venv/$(BIN)/pybabel -q update --init-missing -l et -D jdflow -i .venv/jdflow.pot -d jdflow/locale \
	  --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	.venv/$(BIN)/pybabel -q compile -D jdflow -d jdflow/locale

templates: .venv/dev.stamp ## build templates/*.docx anew, as they come with init; what was changed in Word is lost
	.venv/$(BIN)/python -m tests.templates.build
	cp templates/klassikaline.docx templates/teenistuskoht.docx jdflow/starter/templates/

pictures: .venv/dev.stamp ## make the README's pictures anew; needs Chromium, LibreOffice, poppler, pngquant
	.venv/$(BIN)/python -m tests.pictures

lock: ## re-make the lock files from pyproject.toml; ARGS=--upgrade takes newer releases
	$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
	  | $(COMPILE) - -o $(LOCKS)/build.txt
	$(COMPILE) pyproject.toml -o $(LOCKS)/run.txt
	$(COMPILE) pyproject.toml --extra dev -c $(LOCKS)/run.txt -c $(LOCKS)/build.txt -o $(LOCKS)/dev.txt
	$(COMPILE) pyproject.toml --extra bench -c $(LOCKS)/run.txt -c $(LOCKS)/build.txt -o $(LOCKS)/bench.txt
	$(COMPILE) pyproject.toml --extra test --resolution lowest-direct -o $(LOCKS)/lowest.txt
	cd .ci/node && npm install --package-lock-only

clean: ## remove what the other targets made
	rm -rf .venv .venv-bench .venv-lowest .ci/node/node_modules build dist .coverage .hypothesis \
	  .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find jdflow tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg .venv-bench/pyvenv.cfg .venv-lowest/pyvenv.cfg:
	@$(PYTHON) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "This needs Python 3.11 or newer, and $(PYTHON) is not one. Name another: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(@D)

.venv/run.stamp: .venv/pyvenv.cfg $(FRAME) $(LOCKS)/run.txt
	.venv/$(BIN)/python $(LOCKED) -r $(LOCKS)/run.txt
	.venv/$(BIN)/python $(EDITABLE)
	.venv/$(BIN)/python -m compileall -q jdflow
	@touch $@

.venv/dev.stamp: .venv/run.stamp $(LOCKS)/dev.txt
	.venv/$(BIN)/python $(LOCKED) -r $(LOCKS)/dev.txt
	@touch $@

.venv-bench/bench.stamp: .venv-bench/pyvenv.cfg $(FRAME) $(LOCKS)/bench.txt
	.venv-bench/$(BIN)/python $(LOCKED) -r $(LOCKS)/bench.txt
	.venv-bench/$(BIN)/python $(EDITABLE)
	@touch $@

.venv-lowest/lowest.stamp: .venv-lowest/pyvenv.cfg $(FRAME) $(LOCKS)/lowest.txt
	.venv-lowest/$(BIN)/python $(INSTALL) --require-hashes -r $(LOCKS)/lowest.txt
	.venv-lowest/$(BIN)/python $(EDITABLE)
	@touch $@
