# Two commands do everything on a fresh machine with Python 3.11 or newer, make and a network:
#   make demo    both sample studies, answered, reported and served
#   make test    everything that must hold

PYTHON ?= python3
BIN := .venv/bin
export SEEDBED_DATA ?= var
SERVE ?= 1
# Copies, where links across disks are refused.
export UV_LINK_MODE ?= copy
# Networks that look into traffic bring certificates of their own: trust what the machine trusts.
export UV_SYSTEM_CERTS ?= 1

# A file of tests stays in one process: what it prepares is prepared once.
SPREAD := -n auto --dist loadfile

.PHONY: demo test coverage check fix bench bench-front-room bench-trust faults parity messages screens clean

demo: .venv/.product
	$(BIN)/seedbed demo $(if $(filter 0,$(SERVE)),--no-serve)

test: .venv/.dev
	sh tools/test_parts.sh
	$(MAKE) check
	SEEDBED_DATA= $(BIN)/pytest $(SPREAD)
	SEEDBED_DATA= SEEDBED_TEST_DB=postgres $(BIN)/pytest $(SPREAD) tests/trust tests/record tests/formats tests/inquiry
	SEEDBED_DATA= SEEDBED_TEST_DB=encrypted $(BIN)/pytest $(SPREAD) tests/trust tests/record

# No branch of what the house trusts untried: the stores together, with the processes tests start.
COVERED := SEEDBED_DATA= $(BIN)/coverage run -m pytest $(SPREAD)

coverage: .venv/.dev
	$(BIN)/coverage erase
	$(COVERED) tests/trust tests/record tests/methods tests/cli/test_daily.py
	SEEDBED_TEST_DB=encrypted $(COVERED) tests/trust
	SEEDBED_TEST_DB=sealed $(COVERED) tests/trust
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: .venv/.dev
	$(BIN)/uv lock --check --quiet
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python tools/generate_docs.py --check
	$(BIN)/python tools/plain_english.py

fix: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python tools/generate_docs.py

bench: .venv/.dev
	$(BIN)/python bench/chain.py
	$(MAKE) bench-front-room

bench-front-room: .venv/.dev
	$(BIN)/python bench/official_statistics.py
	$(BIN)/python bench/front_room.py
	$(BIN)/python bench/visitors.py

# What encryption costs, beside the same work on a plain store. ROUNDS=5 unless named.
bench-trust: .venv/.dev
	$(BIN)/python bench/trust.py

parity: .venv/.dev
	SEEDBED_DATA= SEEDBED_NEEDS_SHARED=1 $(BIN)/pytest -m parity

# What really kills, fills and waits, with the slow ones that make test leaves out.
faults: .venv/.dev
	SEEDBED_DATA= $(BIN)/pytest -m "faults or slow" tests

# The pictures of pages that the docs show, made anew.
screens: .venv/.dev
	SEEDBED_DATA= SEEDBED_SCREENS=docs/pictures $(BIN)/pytest tests/browser/test_pictures.py

# Strings for translators. Needs gettext.
messages: .venv/.dev
	$(BIN)/python tools/messages.py

clean:
	rm -rf .venv var

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Seedbed needs Python 3.11 or newer. Name one: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet 'uv>=0.9'

.venv/.product: .venv/bin/uv pyproject.toml uv.lock
	$(BIN)/uv sync --frozen --no-dev --inexact --quiet
	@touch $@

.venv/.dev: .venv/bin/uv pyproject.toml uv.lock
	$(BIN)/uv sync --frozen --all-extras --quiet
	@touch $@ .venv/.product
