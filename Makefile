# Every target with `##` is listed by `make help`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := UV_NO_CONFIG=1 UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 $(BIN)/uv --quiet
# Set PORT to override EMPTYCHAIR_PORT (8000 when neither is set).
PORT   ?=
FILE   ?=

# Where nothing compiled may be kept, each of the hundred processes of the tests compiles all anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo test test-slow check run work report bench docs lock messages format

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

$(BIN)/uv: requirements/uv.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	touch $@

$(VENV)/.runtime: $(BIN)/uv requirements/runtime.txt pyproject.toml
	$(UV) pip install --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/runtime.txt
	$(UV) pip install --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(UV) pip install --python $(BIN)/python --require-hashes -r requirements/dev.txt
	touch $@

$(VENV)/.catalogues: $(VENV)/.runtime $(shell find emptychair/locale -name '*.po' 2>/dev/null)
	$(BIN)/python -m emptychair.config.catalogues
	touch $@

install: $(VENV)/.dev $(VENV)/.catalogues ## Build .venv with everything that development needs

demo: $(VENV)/.catalogues ## Make the demo company, write its report, and show it in the browser
	$(if $(PORT),EMPTYCHAIR_PORT=$(PORT)) $(BIN)/emptychair demo
	EMPTYCHAIR_DEMO_SIGN_IN=on $(BIN)/emptychair run $(if $(PORT),--port $(PORT))

run: $(VENV)/.catalogues ## Start web and worker
	$(BIN)/emptychair run $(if $(PORT),--port $(PORT))

work: $(VENV)/.catalogues ## Start a worker alone
	$(BIN)/emptychair work

report: $(VENV)/.catalogues ## Report on your own file: make report FILE=answers.csv
	@test -n "$(FILE)" || { echo "Name the file: make report FILE=answers.csv"; exit 2; }
	$(BIN)/emptychair report "$(FILE)"

test: install ## All tests but the slow ones: unit, property, request, architecture, browser, PostgreSQL
	@sh tools/test.sh

test-slow: install ## What takes long: large files, memory, killed workers, the rest on PostgreSQL
	$(BIN)/pytest -n 2 --dist worksteal -m "slow or later" --timeout 1500
	@sh tools/test_postgresql.sh rest

check: install ## Types, lint, import contracts, templates, spelling, migrations, catalogues
	@sh tools/check.sh

bench: install ## Measure speed and memory beside raw engines; rewrites docs/performance.md
	$(BIN)/python bench/report.py
	$(BIN)/python bench/pages.py

docs: install ## Write the generated reference pages
	$(BIN)/python manage.py write_reference

messages: install ## Collect the sentences to translate (needs gettext)
	cd emptychair && ../$(BIN)/python ../manage.py makemessages --locale ja --no-location --no-wrap --ignore 'locale/*'

format: install ## Format code and templates
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2

lock: $(BIN)/uv ## Lock the dependencies again, with hashes and no host names
	for part in "requirements/uv.in -o requirements/uv.txt" \
	  "pyproject.toml --extra postgresql -o requirements/runtime.txt" \
	  "pyproject.toml --extra postgresql --extra spark --group dev -c requirements/runtime.txt -o requirements/dev.txt"; do \
	  $(UV) pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-header --upgrade $$part || exit 1; done
