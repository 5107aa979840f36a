PYTHON ?= python3
OCSE := .venv/bin/ocse
PYTEST := .venv/bin/python -m pytest

.PHONY: all test test-all docs release bench mutants hostile lock clean help

all: .venv/installed ## environment from the lock file, build, validate (what `make` does)
	@$(OCSE) build && $(OCSE) validate

test: .venv/installed ## style and the tests
	@.venv/bin/ruff check --quiet . && $(PYTEST) tests dpcheck/tests

test-all: .venv/installed-all ## also the tests that take many minutes or more packages
	@.venv/bin/ruff check --quiet . && $(PYTEST) -m "slow or not slow" tests dpcheck/tests

docs: all ## pictures, codebook, and the numbers in the documents
	@$(OCSE) docs

release: all ## dist/<name>-<version>.zip, the package in every format
	@$(OCSE) release

bench: .venv/installed-all ## time the validators and the build (half an hour)
	@(cd dpcheck && ../.venv/bin/python -m benchmarks) && .venv/bin/python -m benchmarks.build

mutants: .venv/installed ## hold the tests against errors put into the checks and the computing code
	@.venv/bin/python -m tests.mutants --write

hostile: .venv/installed ## try what strangers could send: a table tried / held, with times and memory (some minutes)
	@.venv/bin/python -m tests.hostile

.venv/installed: requirements.lock pyproject.toml dpcheck/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version) if sys.version_info < (3, 11) else 0'
	@echo "environment: installing requirements.lock into .venv, which takes about a minute"
	@$(PYTHON) -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e dpcheck -e .
	@touch $@

.venv/installed-all: requirements-all.lock .venv/installed
	@echo "environment: installing requirements-all.lock into .venv"
	@.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements-all.lock
	@touch $@

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-package dpcheck --quiet
lock: ## renew both lock files (needs uv)
	$(LOCK) --only-binary :all: --extra build --extra test --output-file requirements.lock && $(LOCK) --extra build --extra test --extra all --output-file requirements-all.lock

clean: ## remove the environment and every temporary file
	@rm -rf .venv .build dist .pytest_cache .ruff_cache .hypothesis

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile
