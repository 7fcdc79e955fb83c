# CM Hub. `make help` lists what there is.

PYTHON ?= python3
VENV := .venv/bin/python
# Optional arguments: make test T=tests/inbox, make bench-data N=1000000, make backup TO=/mnt/backups
T ?=
N ?= 1000000
TO ?= backups
FROM ?=

.DEFAULT_GOAL := help
.PHONY: help demo run backup restore move test faults check format bench bench-data messages translations schema roles lock browser pictures clean install-base install-embedded install-dev

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: install-embedded ## The demonstration agency at http://127.0.0.1:PORT (PORT, CMHUB_HOME, CMHUB_DEMO_PASSWORD)
	@exec $(VENV) -m cmhub.embedded demo

run: install-embedded ## The same without demonstration data, with a link for the first administrator
	@exec $(VENV) -m cmhub.embedded run

backup: install-embedded ## All rows and files into a folder of TO, while people work (TO=backups)
	@exec $(VENV) manage.py backup $(TO)

restore: install-embedded ## Put the backup FROM back into an empty installation, and compare (FROM=backups/MOMENT)
	@exec $(VENV) manage.py restore $(FROM)

move: install-embedded ## All of it into the empty installation whose variables the file TO names (TO=production.env)
	@exec $(VENV) manage.py move $(TO)

test: install-dev browser ## Install what the tests need, and run them all (T=tests/inbox runs a part)
	@exec $(VENV) -m pytest -n 3 --maxschedchunk 2 -m "not faults" $(T)

faults: install-dev browser ## The long tests: what breaks things on purpose, and the exhaustive walks whole
	@exec $(VENV) -m pytest -m faults $(T)

check: install-dev ## Style, types, import direction, templates, migrations, deployment, vendored files, audit, secrets, translations
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m mypy
	.venv/bin/lint-imports --cache-dir .ruff_cache/import-linter
	.venv/bin/djade --check --target-version 5.2 $$(find templates -name '*.html')
	.venv/bin/hadolint Dockerfile
	$(VENV) scripts/check_compose.py
	$(VENV) manage.py makemigrations --check --dry-run
	$(VENV) scripts/verify_vendor.py
	$(VENV) scripts/audit_dependencies.py
	$(VENV) scripts/scan_secrets.py
	$(VENV) -m pytest -q tests/translations

format: install-dev ## Put code and templates in the house's form
	$(VENV) -m ruff check --fix .
	$(VENV) -m ruff format .
	-.venv/bin/djade --target-version 5.2 $$(find templates -name '*.html')

bench: install-dev browser ## The figures, a JSON line for each (make bench-data first)
	@exec $(VENV) -m benchmarks

bench-data: install-dev ## Make the data of the benchmarks: N=1000000 messages
	@exec $(VENV) -m benchmarks data $(N)

messages: install-dev ## Take the strings to translate out of the code into locale/ (needs GNU gettext)
	$(VENV) manage.py makemessages --locale fr --ignore .venv --ignore .cmhub --ignore tests --ignore benchmarks --no-obsolete --add-location file

translations: install-embedded ## Compile the translations that changed (needs no gettext)
	$(VENV) manage.py compile_translations

schema: install-embedded ## Take the schema of a new database anew from the migrations, after one was added
	$(VENV) -m cmhub.embedded.schema

pictures: install-dev browser ## Take the pictures of the documents anew from the demonstration (PORT, CMHUB_HOME, CMHUB_DEMO_PASSWORD)
	@exec $(VENV) -m scripts.pictures

roles: install-embedded ## Write docs/roles.md from the table of roles and rights
	$(VENV) manage.py roles_page

lock: ## Resolve requirements/*.in into the lock files with hashes
	$(PYTHON) requirements/sync.py --lock

clean: ## Remove what was installed and computed; the data of CMHUB_HOME stays
	rm -rf .venv staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis htmlcov .coverage test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

browser: ## Install Chromium and gettext from the system's packages where they are missing
	@sh scripts/install_system.sh

install-base:
	@$(PYTHON) requirements/sync.py base

install-embedded:
	@$(PYTHON) requirements/sync.py embedded

install-dev:
	@$(PYTHON) requirements/sync.py dev
