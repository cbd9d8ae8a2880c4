# make demo | test | prove | lint | bench | docs
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test prove lint bench docs clean

demo: .venv/installed
	$(BIN)/zhengmai demo

test: .venv/installed-test
	$(BIN)/python -m pytest

# The law of the graph, ten times as many trials as in `make test`, and the killed processes.
prove: .venv/installed-test
	ZHENGMAI_TRIALS=prove $(BIN)/python -m pytest tests/property tests/contract/test_ingest_stores.py tests/contract/test_killed.py

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/installed
	$(BIN)/python benchmarks/bench_extract.py
	folder=$$(mktemp -d) && $(BIN)/python benchmarks/bench_load.py $$folder/bench.graph; rm -rf $$folder
	$(BIN)/python benchmarks/bench_identity.py
	$(BIN)/python benchmarks/bench_one_more.py

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
