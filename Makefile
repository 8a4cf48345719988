# Everything a person or a server does with this folder. `make help` lists it.
# Paths are relative to this folder; make -C FOLDER and make -f FOLDER/Makefile work from anywhere.

FOLDER := $(dir $(lastword $(MAKEFILE_LIST)))
ifneq ($(realpath $(FOLDER)),$(realpath .))

.PHONY: help $(MAKECMDGOALS)
help $(filter-out help,$(MAKECMDGOALS)):
	@$(MAKE) --no-print-directory -C "$(FOLDER)" $@

else

PYTHON ?=
PORT ?= 8000
OUT ?= demo-output
SEED ?= 1
TESTS ?= tests
export PORT

BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types architecture cases bench soak demo environment clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: environment ## install what is missing, make the database with demo data, serve on 127.0.0.1:8000 (PORT=9000 for another port)
	@sh tools/debian.sh run
	@$(BIN)/workflow-app init --demo
	@exec $(BIN)/workflow-app serve

test: environment ## run every test (TESTS=tests/unit for a part)
	@sh tools/debian.sh test
	# In their own order: the year by hand takes minutes and must not be the last to begin.
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

check: lint types architecture test ## format, lint, types, layers, then every test: what CI runs

lint: environment
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: environment
	$(BIN)/mypy

architecture: environment
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/architecture

format: environment ## put the code in its usual form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

cases: environment ## refresh docs/cases.md from the tests' marks
	$(BIN)/python tools/cases.py

bench: environment ## measure transitions and numbers (figures: docs/performance.md)
	@test -f tests/bench/bench.py || { echo "tests/bench/bench.py is not there yet"; exit 1; }
	$(BIN)/python tests/bench/bench.py

soak: environment ## ten minutes of many users at once
	@test -f tests/bench/soak.py || { echo "tests/bench/soak.py is not there yet"; exit 1; }
	$(BIN)/python tests/bench/soak.py

demo: environment ## carry the demo year into OUT=demo-output (SEED=1)
	@sh tools/debian.sh run
	@DATA_DIR="$(OUT)/data" DATABASE_URL= $(BIN)/workflow-app demo --out "$(OUT)" --seed "$(SEED)"

environment: $(STAMP) ## make .venv with the pinned packages

$(STAMP): setup.cfg pyproject.toml requirements.lock tools/environment.sh
	@PYTHON="$(PYTHON)" sh tools/environment.sh .venv
	@touch $@

clean: ## remove .venv, caches and built packages (never data)
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

endif
