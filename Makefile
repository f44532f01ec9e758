# setup, demo, test, check, bench: everything lives in .venv, nothing else on the machine is touched.

PYTHON ?= python3
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
# The CPU build of torch; on a machine with a GPU name the index of another build with TORCH_INDEX=.

EXTRAS ?= dev
# What is installed beside the program: dev for all checks, postgresql for a service over that database.

BIN := .venv/bin

.PHONY: setup demo test check bench clean
.DELETE_ON_ERROR:

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "convoca needs Python 3.11 or newer as '$(PYTHON)': install it (Debian: apt install python3), or name another with PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian: apt install python3-venv)."; exit 1; }
	$(PYTHON) -m venv .venv
	@echo "Installing the CPU build of torch (about 200 MB) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 0 --extra-index-url $(TORCH_INDEX) -c constraints.txt torch
	@echo "Installing convoca and what it needs (about 300 MB) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$(EXTRAS)]'
	@touch .venv/ready

demo: setup
	@$(BIN)/convoca demo

test: check
	$(BIN)/pytest -m slow

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy .
	$(BIN)/pytest -m "not slow"

bench: setup
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
