# `make demo` and `make test` do everything on a fresh machine; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
# the locks were made on Python 3.11; other versions resolve anew from the lower bounds
LOCKED := $(shell $(PYTHON) -c 'import sys; print("yes" if sys.version_info[:2] == (3, 11) else "")')
install = $(if $(LOCKED),$(BIN)/python -m pip install --quiet --require-hashes -r $(1) && \
	$(BIN)/python -m pip install --quiet --no-deps --editable .,\
	$(BIN)/python -m pip install --quiet --editable '.[$(2)]')

.PHONY: help demo test check bench fuzz soak mutate coverage audit lock clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(BIN)/influence: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(call install,requirements.lock,cjk)
	@$(BIN)/python -m compileall -q src  # so that the first commands need not
	@touch $(BIN)/influence

$(VENV)/.test: requirements-test.lock $(BIN)/influence
	$(call install,requirements-test.lock,test)
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

bench: $(VENV)/.test  ## the measurements; SIZE="10000 10000000" for other numbers of ties, OPTIONS=--resume to go on
	scripts/install-test-programs
	$(BIN)/python benchmarks/run.py $(SIZE) $(OPTIONS)

fuzz: $(VENV)/.test  ## 10 minutes of fuzzing a target
	INFLUENCE_FUZZ_SECONDS=600 $(PYTEST) tests/fuzz --timeout 7200 -s

soak: $(VENV)/.test  ## 3,000 kills, all payloads, long parity
	$(PYTEST) -m soak --timeout 36000 tests

mutate: $(VENV)/.test  ## wrong changes planted in reading, escaping, storing, erasing: how many a test notices
	$(BIN)/python scripts/mutate.py --survivors

PARTS := src/influence/tables/*,src/influence/stores/*.py,src/influence/files.py,src/influence/maps/page.py

coverage: $(VENV)/.test  ## branch coverage: 95 % of everything, 100 % of reading, escaping, storing, erasing
	$(PYTEST) -n 2 --dist loadgroup -m "not soak" --cov --cov-report=term:skip-covered --cov-fail-under=95 tests
	$(BIN)/coverage report --show-missing --fail-under=100 --include='$(PARTS)'

audit: $(VENV)/.test  ## ask about everything locked: the advisory service, or its records in ADVISORIES=folder
	$(BIN)/python scripts/audit.py $(ADVISORIES)

lock:  ## make the locks anew
	scripts/lock

clean:  ## remove what was built
	rm -rf $(VENV) influence-demo build dist
