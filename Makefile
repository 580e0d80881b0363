# Two commands set everything up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test run check messages bench soak sbom clean wheel

demo: $(VENV)/.user
	$(BIN)/assessor demo

run: $(VENV)/.user
	$(BIN)/assessor

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.dev
	$(BIN)/ruff format --check assessor tests benchmarks
	$(BIN)/ruff check assessor tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/wheel_contents.py

messages: $(VENV)/.dev
	$(BIN)/python -m assessor.i18n.compile_messages

wheel: $(VENV)/.dev
	$(BIN)/python -m hatchling build -t wheel

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

soak: $(VENV)/.dev
	$(BIN)/python -m pytest -m soak

sbom: $(VENV)/.dev
	$(BIN)/python -m benchmarks.sbom

clean:
	rm -rf $(VENV) dist build assessor-demo

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.user: requirements.lock requirements-build.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.user requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@
