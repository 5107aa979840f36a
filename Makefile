# make        environment, build, validate
# make test   the tests
PYTHON ?= python3
BIN := .venv/bin

.PHONY: all build validate test format lint lock clean

all: build validate

.venv/installed: requirements.lock
	@echo "environment: installing requirements.lock into .venv"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version) if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

build: .venv/installed
	@$(BIN)/python -m scripts.build

validate: .venv/installed
	@$(BIN)/python -m scripts.validate

test: .venv/installed
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m pytest

format: .venv/installed
	@$(BIN)/python -m scripts.format

lint: .venv/installed
	@$(BIN)/ruff check .

lock: # needs uv
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock

clean:
	rm -rf .venv .build .pytest_cache .ruff_cache
