# Needs Python 3.11 or newer, git and make; everything else goes into .venv/ and var/.

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	"$$name" -c '$(NEW_ENOUGH)' 2>/dev/null && echo "$$name" && break; done)
VENV_PYTHON := .venv/bin/python
# One process more than two cores: tests also wait, for browsers, servers and the database.
PYTEST := NEWSROOM_TEST_DATABASE=1 $(VENV_PYTHON) -m pytest -n 3 --dist worksteal
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run dev test test-slow bench lint clean

run: .venv/installed ## the production stack with the demo newsroom on http://127.0.0.1:8000 (PORT changes it)
	@$(VENV_PYTHON) -m newsroom.run

dev: .venv/installed ## the same with autoreload and DEBUG
	@$(VENV_PYTHON) -m newsroom.run --dev

test: .venv/installed-dev ## all tests but the long sweeps
	@sh tests/chromium.sh
	@$(PYTEST) -m "not slow"

test-slow: .venv/installed-dev ## the long sweeps
	@sh tests/chromium.sh
	@sh tests/nu.sh
	@sh tests/readability.sh
	@$(PYTEST) -m slow

bench: .venv/installed-dev ## ratios: lists, a story's form, a publish, the search, pictures, the library (the first time takes minutes)
	@for name in article_list edit_page publish search pictures library; do $(VENV_PYTHON) -m bench.$$name || exit 1; done

lint: .venv/installed-dev
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m mypy

clean: ## what can be made again; the database and the pictures below var/ stay
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis var/static var/static-files-seen
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A file that is written last says that the installation is complete. An unusable .venv is made again.
.venv/installed: requirements.txt
	@test -n "$(PYTHON)" && "$(PYTHON)" -c '$(NEW_ENOUGH)' || { echo "Newsroom needs Python 3.11 or newer: \
	install it, or name it (make run PYTHON=/path/to/python3.11)." >&2; exit 1; }
	@$(VENV_PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null || "$(PYTHON)" -m venv --clear .venv
	@echo "Installing what the newsroom needs ..."
	@$(VENV_PYTHON) -m pip install --quiet -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing what the tests need ..."
	@$(VENV_PYTHON) -m pip install --quiet -r requirements-dev.txt
	@touch $@
