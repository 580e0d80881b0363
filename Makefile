# Two commands set everything up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test run check messages bench bars search soak offline audit sbom clean wheel

demo: $(VENV)/.user
	$(BIN)/assessor demo

run: $(VENV)/.user
	$(BIN)/assessor

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.dev
	$(BIN)/ruff format --check assessor tests benchmarks
	$(BIN)/ruff check assessor tests benchmarks
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 assessor
	$(BIN)/lint-imports
	$(BIN)/python tests/wheel_contents.py

messages: $(VENV)/.dev
	$(BIN)/python -m assessor.i18n.compile_messages

wheel: $(VENV)/.dev
	$(BIN)/python -m hatchling build -t wheel

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

# Every law of the tests with so many new examples; `make test` draws the same few each time, so that its verdict is repeatable.
EXAMPLES ?= 1000
search: $(VENV)/.dev
	ASSESSOR_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -n auto --dist worksteal

# What docs/threat-model.md promises, counted in full; `make test` runs a part of each.
bars: $(VENV)/.dev
	$(BIN)/python -m tests.trust.bars

# The same for many hours: ten thousand kills, a million power cuts, ten million files; SHARE=10 does a tenth of it.
SHARE ?= 1
soak: $(VENV)/.dev
	$(BIN)/python -m pytest -m soak --ignore=tests/trust
	ASSESSOR_TRUST_SHARE=$(SHARE) $(BIN)/python -m tests.trust.bars soak

# The whole suite in a network namespace that has no interface but its own loopback (Linux).
offline: $(VENV)/.dev
	unshare $$([ "$$(id -u)" = 0 ] || echo -r) -n sh -c 'ip link set lo up || true; exec $(BIN)/python -m pytest -n auto'

audit: build/audit/.done
	build/audit/bin/bandit -q -r assessor -c pyproject.toml
	# Strict: without it a package that nobody could look up passes as one without known faults.
	build/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

build/audit/.done: requirements-audit.lock
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	touch $@

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
