# Konbit in few words: `make run` and open the address it prints; `make test` before you send a change.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help install run test lint bench soak messages clean

help: ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

.venv/ready: pyproject.toml requirements/run.txt
	@echo "Installing what Konbit needs into .venv (once, about two minutes) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/tested: .venv/ready requirements/dev.txt
	@echo "Installing what the tests need into .venv (once, about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $@

install: .venv/ready ## make the virtual environment in .venv, again when requirements change

run: .venv/ready ## serve the shipped example on http://127.0.0.1:8000
	$(BIN)/konbit run --demo

test: .venv/tested ## checks and tests, on SQLite and PostgreSQL, in a real browser
	sh scripts/test_needs.sh
	$(MAKE) lint
	sh scripts/test_all.sh

lint: .venv/tested ## ruff, mypy, the floors of the house
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

bench: .venv/tested ## NAME=search: measure beside a peer in the same run
	$(BIN)/python -m benchmarks.$(NAME)

soak: .venv/tested ## kill the journal a thousand times, on both databases (hours)
	KONBIT_FAULT_CYCLES=1000 $(BIN)/pytest -n0 tests/faults
	KONBIT_FAULT_CYCLES=1000 $(BIN)/python -m scripts.with_postgres $(BIN)/pytest -n0 --migrations tests/faults

messages: .venv/ready ## collect the sentences of the interface into the catalogues
	$(BIN)/python scripts/messages.py

clean: ## remove what can be made again (never ./var)
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache src/*.egg-info
