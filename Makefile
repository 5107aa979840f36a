# make           environment, build (with the metadata), validate
# make test      the tests; make test-all: also those of many minutes
# make docs      build, then every generated page and picture
# make release   dist/<name>-<version>.zip, the package in every format
# make bench     time the judges; make bench-build: time the build
# make mutants   hold the tests against faults in the rules and the computing code; make damaged: damage every curated file
PYTHON ?= python3
BIN := .venv/bin

.PHONY: all build validate release test test-all docs bench bench-build mutants damaged format lint lock clean

all: build validate

.venv/installed: requirements.lock
	@echo "environment: installing requirements.lock into .venv"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version) if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

build: .venv/installed
	@$(BIN)/python -m scripts.build
	@$(BIN)/python -m scripts.metadata

validate: .venv/installed
	@$(BIN)/python -m scripts.validate

release: .venv/installed
	@$(BIN)/python -m scripts.release

test: .venv/installed
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m pytest

.venv/installed-all: requirements-all.lock .venv/installed
	@echo "environment: installing requirements-all.lock into .venv"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-all.lock
	@touch $@

test-all: .venv/installed-all
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m pytest -m "slow or not slow"

docs: build # pictures before the codebook, which shows them
	@$(BIN)/python -m scripts.pictures
	@$(BIN)/python -m scripts.codebook
	@$(BIN)/python -m scripts.examples
	@$(BIN)/python -m scripts.findings
	@$(BIN)/python -m scripts.reliability

bench-build: .venv/installed # a quarter of an hour; writes benchmarks/build.md
	@$(BIN)/python -m benchmarks.build

mutants: .venv/installed # a fault in each rule and in the computing code: do the tests notice it?
	@$(BIN)/python -m tests.mutants --write

damaged: .venv/installed # every curated file with every kind of damage: is it named?
	@$(BIN)/python -m tests.damaged

bench: .venv/installed-all # many minutes: frictionless reads a million rows
	@$(BIN)/python -m benchmarks.judges

format: .venv/installed
	@$(BIN)/python -m scripts.format

lint: .venv/installed
	@$(BIN)/ruff check .

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
lock: # needs uv
	$(LOCK) --extra test --extra release --output-file requirements.lock
	$(LOCK) --extra test --extra release --extra all --output-file requirements-all.lock

clean:
	rm -rf .venv .build .pytest_cache .ruff_cache
