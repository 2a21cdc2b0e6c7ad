# `make generate` and `make test` are all that a newcomer needs; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
PAGE := generator/explore/page

.PHONY: help generate validate test check format goldens explorer bench cloud docs clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

generate: $(BIN)/tc3gen ## generate everything under specs/ into generated/
	$(BIN)/tc3gen generate

validate: $(BIN)/tc3gen ## report the problems of every spec
	$(BIN)/tc3gen validate

test: .venv/.test ## run all tests
	$(BIN)/python -m pytest -n auto

check: .venv/.test ## lint, type-check, and compare generated/ with what specs/ yield
	$(BIN)/ruff check .
	$(BIN)/black --check --quiet .
	$(BIN)/black --check --quiet --config /dev/null templates/python/runtime templates/cli/runtime
	$(BIN)/mypy generator
	$(BIN)/mypy generated/python/tc3
	$(BIN)/mypy benchmarks
	cd templates/python && ../../$(BIN)/mypy --config-file ../../pyproject.toml -p runtime
	$(BIN)/tc3gen generate --check
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory explorer-check; \
	  else echo 'no npm here: whether the explorer is what its sources give was not checked' >&2; fi

format: .venv/.test ## put our own source into shape
	$(BIN)/ruff check --fix .
	$(BIN)/black --quiet .
	$(BIN)/black --quiet --config /dev/null templates/python/runtime templates/cli/runtime

goldens: .venv/.test ## write every expected file of the tests anew
	$(BIN)/python -m pytest -n auto --update-goldens

explorer: $(PAGE)/node_modules/.done ## build the page of the explorer into templates/explorer/assets
	cd $(PAGE) && npm run --silent check && npm run --silent build

.PHONY: explorer-check
explorer-check: $(PAGE)/node_modules/.done
	cd $(PAGE) && npm run --silent check && npm run --silent build -- --check

bench: .venv/.test ## measure the client and the command line beside the vendor's, and generating
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.generation
	$(BIN)/python -m benchmarks.command_line

cloud: .venv/.test ## import, generate and prove all services there are; EDITION= and SERVICE= take a part
	TC3GEN_WHOLE=1 $(BIN)/python -m pytest -n auto --quiet tests/importers/test_round_trip.py
	$(BIN)/python -m tests.cloud $(addprefix --edition ,$(EDITION)) $(addprefix --service ,$(SERVICE))

docs: .venv/.test ## build the manual and the pages of specs/ as a site, into site/
	$(BIN)/tc3gen docs build

clean: ## remove what these targets install
	rm -rf .venv $(PAGE)/node_modules

$(BIN)/tc3gen: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'tc3gen needs Python 3.11 or later; name one: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.test: $(BIN)/tc3gen pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[async,check,test]'
	@touch $@

$(PAGE)/node_modules/.done: $(PAGE)/package-lock.json
	cd $(PAGE) && npm ci --silent --no-audit --no-fund
	@touch $@
