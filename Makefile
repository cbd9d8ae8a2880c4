# make demo | test | lint | bench | docs
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench docs clean

demo: .venv/installed
	$(BIN)/zhengmai demo

test: .venv/installed-test
	$(BIN)/python -m pytest

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/installed
	$(BIN)/python benchmarks/bench_extract.py
	folder=$$(mktemp -d) && $(BIN)/python benchmarks/bench_load.py $$folder/bench.graph; rm -rf $$folder

# The reference pages that tests compare with the code.
docs: .venv/installed
	$(BIN)/python -m queries.reference > docs/reference/queries.md
	$(BIN)/python -m zhengmai.cli.reference > docs/reference/commands.md

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-test: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch .venv/installed $@

clean:
	rm -rf demo.graph network.html
