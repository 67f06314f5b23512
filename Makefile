# Kodeks' commands; each sets up what it needs.
PY := .venv/bin/python
WORKERS ?= 2
APPS := ledger people notices assignments competencies content quizzes scenarios acknowledgements courses certificates hiring

.PHONY: start test check messages bench-outline bench-signoff setup setup-dev

setup:
	@tools/setup.sh run

setup-dev:
	@tools/setup.sh dev

start: setup
	@$(PY) manage.py start

test: setup-dev
	@$(PY) manage.py translations --compile
	$(PY) -m pytest -n $(WORKERS) --dist loadfile

check: setup-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) manage.py translations --compile
	$(PY) -m mypy .
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py lintmigrations --project-root-path . --no-cache --quiet ok ignore warning --ignore-initial-migrations --include-apps $(APPS)
	.venv/bin/djhtml --check --tabwidth 2 templates
	$(PY) manage.py translations --check

messages: setup-dev
	$(PY) manage.py translations --update

bench-outline: setup-dev
	$(PY) tools/bench_outline.py

bench-signoff: setup-dev
	$(PY) tools/bench_signoff.py
