# `make demo` and `make test` do everything on a fresh machine; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CACHE ?= $(HOME)/.cache/influence
PYTEST := $(BIN)/python -m pytest

.PHONY: help demo test check bench fuzz soak mutate docs lock clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/influence: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[cjk]'
	@touch $(BIN)/influence

$(VENV)/.test: pyproject.toml $(BIN)/influence
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@

demo: $(BIN)/influence  ## set up, then run the main job on the sample
	$(BIN)/influence demo influence-demo

test: $(VENV)/.test  ## set up what the tests need and pass them all
	scripts/install-test-programs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST) -n 2 --dist loadgroup -m "not soak" tests

check: $(VENV)/.test  ## the quick loop: format, lint, types, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(PYTEST) -n 2 --dist loadgroup -m "not slow and not neo4j and not browser and not soak" tests

bench: $(VENV)/.test  ## the measurements
	$(BIN)/python benchmarks/run.py

fuzz: $(VENV)/.test  ## 10 minutes of fuzzing a target
	INFLUENCE_FUZZ_SECONDS=600 $(PYTEST) tests/fuzz --timeout 7200

soak: $(VENV)/.test  ## hours of kills, payloads and parity
	$(PYTEST) -m soak --timeout 36000 tests

clean:  ## remove what was built
	rm -rf $(VENV) influence-demo build dist
