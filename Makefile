# Giao Ban: everything that a developer or a first visitor runs. `make help` lists it.

PYTHON ?= python3
VENV   ?= .venv
PORT   ?= 8000
DATA   ?= data

BIN        := $(VENV)/bin
ASSETS     := endpoint/assets/package-lock.json endpoint/assets/build_assets.py $(wildcard endpoint/assets/sources/*.* endpoint/assets/sources/*/*)
MADE       := $(VENV)/.made
RUN_STAMP  := $(VENV)/.installed
DEV_STAMP  := $(VENV)/.installed-dev
PIP        := $(BIN)/python -m pip --disable-pip-version-check install -qq

.DEFAULT_GOAL := help
.PHONY: help install serve build assets test check lint types format lock bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(RUN_STAMP) ## own virtual environment with giaoban in it

serve: $(RUN_STAMP) ## build the graph from corpus/ if there is none yet, and serve it on 127.0.0.1:8000
	@exec $(BIN)/giaoban serve -d $(DATA) --port $(PORT)

build: $(RUN_STAMP) ## build the graph from corpus/ anew
	$(BIN)/giaoban build -o $(DATA)

assets: $(DEV_STAMP) ## the browser's files, made from npm and endpoint/assets/sources
	@$(BIN)/python endpoint/assets/build_assets.py

test: $(DEV_STAMP) ## the whole test suite
	$(BIN)/python -m pytest

check: lint types test ## all that must be green before a commit

lint: $(DEV_STAMP) ## ruff: lint and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_STAMP) ## mypy, strict
	$(BIN)/mypy

format: $(DEV_STAMP) ## let ruff put the code in form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## write constraints.txt anew: the newest versions that pyproject.toml allows
	@rm -rf $(VENV)-lock
	@$(MAKE) --no-print-directory $(VENV)-lock/.made VENV=$(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet '.[dev,mcp,s3,spark]' 'moto[server]'
	@{ sed -n '/^#/p' constraints.txt; \
	   $(VENV)-lock/bin/python -m pip freeze --exclude giaoban; } > constraints.new
	@mv constraints.new constraints.txt
	@rm -rf $(VENV)-lock
	@echo "constraints.txt written; run 'make check' before committing it"

bench: $(DEV_STAMP) ## the measurements of tests/bench
	@set -e; for bench in tests/bench/bench_*.py; do \
	  test -e "$$bench" || continue; echo "== $$bench"; $(BIN)/python "$$bench"; done

clean: ## remove the virtual environment, caches and built graph
	rm -rf $(VENV) $(VENV)-lock $(DATA) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One python3 with the standard library is all that a machine must have. Where Debian has split ensurepip off into
# python3-venv, pip from outside serves as well; where there is neither, say what is missing.
$(MADE):
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. Install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Giao Ban needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Name another: make PYTHON=python3.12"; exit 1; }
	@if $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	elif $(PYTHON) -c 'import pip, venv' 2>/dev/null; then \
	  $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(VENV)/bin/python install --quiet pip; \
	elif $(PYTHON) -c 'import virtualenv' 2>/dev/null; then $(PYTHON) -m virtualenv --quiet $(VENV); \
	else echo "This Python cannot make virtual environments: its ensurepip module is missing."; \
	  echo "On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; fi
	@touch $@

$(RUN_STAMP): pyproject.toml constraints.txt $(ASSETS) | $(MADE)
	@echo "Installing giaoban into $(VENV) …"
	@$(PIP) -c constraints.txt -e '.[mcp]'
	@touch $@

$(DEV_STAMP): pyproject.toml constraints.txt $(ASSETS) | $(MADE)
	@echo "Installing giaoban and the developer's tools into $(VENV) …"
	@$(PIP) -c constraints.txt -e '.[dev,mcp]'
	@touch $@ $(RUN_STAMP)
