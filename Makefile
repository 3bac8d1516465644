# make run                   install what is missing, start the site (HOST=127.0.0.1 PORT=8000)
# make test ARGS="-k edtf"   every check and test; your own .spacecoop is left alone
#                            ARGS="-m 'thorough or not thorough'" looks at every page in every way, not at one of a kind
# make check                 lint (code and templates), format, arrows between the apps and types: some seconds, no database
# make coverage              the same, and which lines and branches of the write half and the catalogue no test reaches
# make watch ARGS=tests/x    run these tests again whenever a file changes
# make test-all              the same, thorough, then two sites read, written and killed for SOAK=600 seconds, then advisories
# make torture              let everything fail that can fail, for TORTURE=600 seconds, into docs/reliability.md
# make crowd                 64 readers, five editors and two imports at once, for CROWD=600 seconds
# make cluster               a primary, two standbys, three sites and a proxy on this machine, until Ctrl-C (docs/scale.md)
# make drill                 take the parts of a cluster away under 64 readers and five editors, into docs/scale.md
# make cores                 what one site and what two answer, each held to one processor, into docs/scale.md
# make screenshots           accept how the main pages look now: the next make test compares with that
# make format                lint fixes and formatting
# make bench SIZES="10000"   measure on generated data, into bench/RESULTS.md; 100,000 takes half an hour
#                            ARGS=--quick asks a few times only, and prints
# make messages             gather what the pages say into locale/*/LC_MESSAGES/django.po, for translators
# make lock ARGS=--upgrade   pin the dependencies of pyproject.toml again
# make advisories            look whether a locked package has a known advisory; ARGS="--ignore-vuln ID" leaves one out
# make sbom                  write the bill of materials, sbom.cdx.json, from requirements.txt
# PYTHON=python3.12 chooses the interpreter that .venv is made with.

.DEFAULT_GOAL := run
.PHONY: run check test coverage watch test-all torture crowd cluster drill cores screenshots format bench messages lock sbom advisories runtime development

PYTHON :=
ARGS :=
SOAK := 600
TORTURE := 600
CROWD := 600
WATCHED := agencies agreements alerts catalogue desk fixtures opendata pages spacecoop static templates tests
SIZES := 1000 10000 100000
python := .venv/bin/python
LOCK := $(python) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header

run: runtime
	@exec $(python) manage.py serve

check: development
	@$(CHECK)

# --no-cache: half a second, and no folder.
CHECK = { { $(python) -m ruff check --quiet . && $(python) -m ruff format --check --quiet .; } \
	|| { echo "make format mends what can be mended without you." >&2; false; }; } \
	&& $(python) -m djlint templates --lint --quiet \
	&& .venv/bin/lint-imports --no-cache --no-logo && $(python) -m mypy --no-error-summary

# What is compiled is kept: each process of the run, and each site that a test starts, compiles it anew otherwise.
test: export PYTHONDONTWRITEBYTECODE :=
test: development
	@set -e; \
	SPACECOOP_HOME=$$(mktemp -d "$${TMPDIR:-/tmp}/spacecoop-test.XXXXXX"); export SPACECOOP_HOME SPACECOOP_THROWAWAY=1; \
	trap 'wait; rm -rf "$$SPACECOOP_HOME"' EXIT; trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM; \
	chmod 711 "$$SPACECOOP_HOME"; \
	$(python) -m tests.browser.chromium > "$$SPACECOOP_HOME/chromium" & chromium=$$!; \
	$(CHECK) || exit; \
	$(python) manage.py check; \
	SPACECOOP_HTTPS=1 SPACECOOP_HOSTS=spacecoop.example $(python) manage.py check --deploy --fail-level WARNING; \
	$(python) manage.py makemigrations --check --dry-run; \
	wait $$chromium; SPACECOOP_CHROMIUM=$$(cat "$$SPACECOOP_HOME/chromium"); export SPACECOOP_CHROMIUM; \
	$(python) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder --durations 10 $(ARGS)

coverage:
	@$(MAKE) --no-print-directory test ARGS="--cov --cov-report=term:skip-covered $(ARGS)"

watch: development
	@SPACECOOP_HOME=$$(mktemp -d "$${TMPDIR:-/tmp}/spacecoop-test.XXXXXX"); export SPACECOOP_HOME SPACECOOP_THROWAWAY=1; \
	trap 'rm -rf "$$SPACECOOP_HOME"' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; chmod 711 "$$SPACECOOP_HOME"; \
	.venv/bin/watchfiles --sigint-timeout 60 --target-type command "$(python) -m pytest --quiet --reuse-db --exitfirst $(ARGS)" $(WATCHED)

test-all:
	@$(MAKE) --no-print-directory test ARGS="-m 'thorough or not thorough' $(ARGS)"
	@$(python) -m bench.soak $(SOAK)
	@$(MAKE) --no-print-directory advisories ARGS=

torture: runtime
	@$(python) -m bench.torture $(TORTURE)

crowd: runtime
	@$(python) -m bench.crowd $(CROWD)

cluster: runtime
	@exec $(python) -m bench.cluster

drill: runtime
	@$(python) -m bench.drill $(ARGS)

cores: runtime
	@$(python) -m bench.cores $(ARGS)

screenshots: development
	@SPACECOOP_CHROMIUM=$$($(python) -m tests.browser.chromium); export SPACECOOP_CHROMIUM; \
	$(python) -m pytest --quiet tests/browser/test_screenshots.py -k looks_as_it_was || true
	@$(python) -m tests.browser.screenshots accept

format: development
	@$(python) -m ruff check --fix --quiet .
	@$(python) -m ruff format --quiet .

bench: runtime
	@$(python) -m bench.measure $(SIZES) $(ARGS)

messages: runtime
	@$(python) -m tests.messages

lock: runtime
	@$(python) -m pip install -qq uv
	@$(LOCK) pyproject.toml $(ARGS) --output-file requirements.txt
	@$(LOCK) pyproject.toml $(ARGS) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(LOCK) $(ARGS) --group advisories --constraint requirements-dev.txt --output-file requirements-advisories.txt
	@$(python) -m tests.bill_of_materials

sbom: runtime
	@$(python) -m tests.bill_of_materials

advisories: runtime
	@$(python) -m tests.advisories $(ARGS)

# A copy of the lock in .venv says what is installed there; it is written last, so that an interrupted
# installation is done again. The development lock holds every package of the runtime lock.
runtime:
	@{ cmp -s requirements.txt .venv/requirements.txt && $(python) -c ''; } 2>/dev/null || { $(install) }

development:
	@{ cmp -s requirements.txt .venv/requirements.txt && cmp -s requirements-dev.txt .venv/requirements-dev.txt \
	  && $(python) -c ''; } 2>/dev/null || { $(call install,-dev) }

install = set -e; $(make_venv) \
	rm -f .venv/requirements.txt .venv/requirements-dev.txt; \
	echo "Installing the packages of requirements$(1).txt into .venv ..."; \
	$(python) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements$(1).txt; \
	cp requirements.txt $(if $(1),requirements$(1).txt) .venv/;

make_venv = \
	if ! $(python) -m pip --version >/dev/null 2>&1; then \
	  for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11) none; do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  done; \
	  if [ "$$python" = none ]; then \
	    echo "spacecoop needs Python 3.11 or newer, and $(or $(PYTHON),python3) is not: install it, or name one with make run PYTHON=/path/to/python3." >&2; exit 1; \
	  fi; \
	  if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$$python lacks its venv module: install the package python$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv (apt-get install, as root), then start again." >&2; exit 1; \
	  fi; \
	  "$$python" -m venv --clear .venv; \
	fi;
