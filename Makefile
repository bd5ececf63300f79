# The two commands a newcomer needs: make run, make test. Everything else is for those who change the code.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000

.PHONY: run test check bench rush requirements translations

run test check bench rush:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found. Install it, then run: make $@" >&2; exit 1; }
	@PORT="$(PORT)" $(PYTHON) bootstrap.py $@

# Pins everything anew from pyproject.toml; needs uv (pip install uv).
requirements:
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--extra s3 --custom-compile-command "make requirements" pyproject.toml -o requirements.txt
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--extra s3 --extra dev -c requirements.txt --custom-compile-command "make requirements" pyproject.toml -o requirements-dev.txt

translations:
	@.venv/bin/python manage.py update_translations
