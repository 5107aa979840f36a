PYTHON ?= python3
OCSE := .venv/bin/ocse
PYTEST := .venv/bin/python -m pytest
PIP := .venv/bin/pip install --disable-pip-version-check --no-input --progress-bar off

# How git merges what is built, and documents with results of queries (.gitattributes).
DRIVERS := git config merge.built.driver true && git config merge.documents.driver ".venv/bin/python -m scripts.docs.merge %O %A %B"

# Install what a lock file lists, and say how far it is: one line for each package, and what pip says of an error.
define install
rm -f .venv/complete; \
echo "environment: $$(grep -c == $(lastword $(1))) packages of $(lastword $(1)) into .venv; one to three minutes"; \
{ $(PIP) $(1) && touch .venv/complete; } | awk '/^Collecting / { printf "  %3d %s\n", ++n, $$2; fflush() } \
  /^Installing / { print "  installing them"; fflush() }'; \
test -f .venv/complete && rm .venv/complete
endef

.PHONY: all test test-all docs release bench mutants hostile lock clean help

all: .venv/installed ## environment from the lock file, format, build, validate (what `make` does)
	@{ $(DRIVERS); } 2> /dev/null || true # there is no git in an unpacked release
	@$(OCSE) format 2> /dev/null || true # what it cannot put right, the build names with everything else
	@$(OCSE) build && $(OCSE) validate

test: .venv/installed ## style and the tests
	@.venv/bin/ruff check --quiet . && $(PYTEST) tests && $(PYTEST) dpcheck/tests

test-all: .venv/installed-all ## also the tests that take many minutes or more packages
	@.venv/bin/ruff check --quiet . && $(PYTEST) -m "slow or not slow" tests && $(PYTEST) -m "slow or not slow" dpcheck/tests

docs: all ## pictures, codebook, and the numbers in the documents
	@$(OCSE) docs

release: all ## dist/<name>-<version>.zip, the package in every format
	@$(OCSE) release

bench: .venv/installed-all ## time the validators and the build (an hour)
	@(cd dpcheck && ../.venv/bin/python -m benchmarks) && .venv/bin/python -m benchmarks.build

mutants: .venv/installed ## hold the tests against errors put into the checks and the computing code
	@.venv/bin/python -m tests.mutants --write

hostile: .venv/installed ## try what strangers could send: a table tried / held, with times and memory (some minutes)
	@.venv/bin/python -m tests.hostile

.venv/installed: requirements.lock pyproject.toml dpcheck/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version) if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv .venv
	@$(call install,--require-hashes --only-binary :all: -r requirements.lock)
	@$(PIP) --quiet --no-deps --no-build-isolation -e dpcheck -e .
	@touch $@

.venv/installed-all: requirements-all.lock .venv/installed
	@$(call install,--require-hashes --no-build-isolation -r requirements-all.lock)
	@touch $@

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-package dpcheck --quiet
lock: ## renew both lock files (needs uv)
	$(LOCK) --only-binary :all: --extra build --extra test --output-file requirements.lock && $(LOCK) --extra build --extra test --extra all --output-file requirements-all.lock

clean: ## remove the environment and every temporary file
	@rm -rf .venv .build dist .pytest_cache .ruff_cache .hypothesis

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile
