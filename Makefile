# Everything a developer or an officer runs. Each target sets up what it needs; a second run is quick.
.PHONY: setup demo test check run screens bench lock format
PY := .venv/bin/python
QUIET_QT := QT_QPA_PLATFORM=offscreen

setup: .venv/.ready

.venv/.ready: requirements.lock scripts/uv.lock scripts/setup.sh pyproject.toml
	@sh scripts/setup.sh

compiled: setup # PYTHONDONTWRITEBYTECODE or not, Engage's own modules start compiled
	@$(PY) -m compileall -q engage_app ui storage analysis resources

run: compiled
	@.venv/bin/engage

demo: compiled
	@.venv/bin/engage demo demo --open

# Lint, types and import contracts; then the tests.
check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache

test: check
	$(QUIET_QT) .venv/bin/pytest -n auto

format: setup
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

screens: compiled
	@$(QUIET_QT) $(PY) -m scripts.screens build/screens

bench: compiled
	@$(QUIET_QT) $(PY) -m benchmarks.workload

# After a change of dependencies: pin everything anew, with hashes and without naming a registry.
lock: setup
	.venv/bin/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	    --python-version 3.11 --extra embeddings --group dev pyproject.toml --upgrade --quiet -o requirements.lock
	grep -A 1000 '^uv==' requirements.lock | sed '2,$${/^[a-z]/,$$d}' > scripts/uv.lock
