# Two commands are enough: `make demo` to see it, `make test` to check it. `make help` lists the rest.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
DEMO := ALONGSIDE_DEMO=1 ALONGSIDE_DATA=demo-data

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-fresh test check fix journeys screenshots bench lock words clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.runs ## Set up what running needs; then .venv/bin/alongside works

demo: setup ## Build a demo place and serve it (make demo PORT=8123 serves there)
	@$(DEMO) $(BIN)/alongside demo --port $(PORT)

demo-fresh: setup ## The same, starting over: what was entered in the demo is gone
	@rm -rf demo-data
	@$(DEMO) $(BIN)/alongside demo --port $(PORT)

test: ## Set up what it needs and run everything CI runs
	@tests/setup/needs.sh python3-venv postgresql chromium fonts-liberation
	@$(MAKE) --no-print-directory $(VENV)/.tests
	@tests/setup/with_postgres.sh tests/setup/everything.sh

check: $(VENV)/.tests ## The fast part: lint, import contracts, types, migrations, templates
	@tests/setup/quick.sh

fix: $(VENV)/.tests ## Format, and mend what can be mended by a machine
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

journeys: ## People's paths through the running site, in a browser, on PostgreSQL
	@tests/setup/needs.sh python3-venv postgresql chromium fonts-liberation
	@$(MAKE) --no-print-directory $(VENV)/.tests
	@tests/setup/with_postgres.sh sh -c "DATABASE_URL=\$$POSTGRES_URL $(BIN)/pytest journeys $(ARGS)"

screenshots: ## The journeys again, keeping a picture of each page in artifacts/screenshots
	@ALONGSIDE_SCREENSHOTS=artifacts/screenshots $(MAKE) --no-print-directory journeys

bench: ## Measure a whole city's worth of entries on both databases; writes bench/results.md
	@tests/setup/needs.sh python3-venv postgresql
	@$(MAKE) --no-print-directory $(VENV)/.tests
	@tests/setup/with_postgres.sh $(BIN)/python -m bench $(ARGS)

lock: $(VENV)/.tests ## Write the hashed locks again, after a change in pyproject.toml
	@$(LOCK) $(ARGS) pyproject.toml --group build -o requirements.txt
	@$(LOCK) $(ARGS) pyproject.toml --group build --extra dev -c requirements.txt -o requirements-dev.txt

words: $(VENV)/.tests ## Compile the words people see, after a change in alongside/locale
	@$(BIN)/python tests/setup/words.py

clean: ## Remove what these commands made, except places' data
	@rm -rf $(VENV) artifacts build *.egg-info .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is as new as the lock it was made from, so a second run has nothing to do.

$(VENV)/bin/python:
	@tests/setup/venv.sh $(VENV)

$(VENV)/.runs: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up what running needs (about a minute) ..."
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tests: $(VENV)/.runs requirements-dev.txt
	@echo "Setting up what testing needs (about two minutes) ..."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@
