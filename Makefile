# What a fresh Debian machine with python3 (3.11 or newer), pip and make can do here. Every target does its own set-up.
PYTHON ?= python3
BIN := .venv/bin
PLUGINS := $(sort $(wildcard plugins/*))
PROJECTS := pyproject.toml $(addsuffix /pyproject.toml,$(PLUGINS))

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench torture docs lock clean

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: .venv/build.done ## play the example series and make the poster, the sheets and the reports, under out/
	@$(BIN)/python tools/demo.py

test: .venv/test.done ## run every test
	@$(BIN)/python tools/browser.py
	@$(BIN)/python -m pytest -n 3 --dist worksteal

lint: .venv/lint.done ## ruff, mypy --strict, the rooms, the size of modules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@for plugin in $(PLUGINS); do $(BIN)/mypy $$plugin || exit 1; done
	@MYPYPATH=bench $(BIN)/mypy bench
	@MYPYPATH=tools:tools/torture $(BIN)/mypy tools
	@$(BIN)/lint-imports
	@$(BIN)/python tools/size.py

bench: .venv/bench.done ## print the benchmarks, each beside a floor and a peer
	@missed=0; for file in bench/*.py; do echo; $(BIN)/python "$$file" || missed=1; done; exit $$missed

torture: .venv/test.done ## break disks, kill writers, mutate packs; write docs/reliability.md. CASES, ROUNDS, EVERY, EACH shorten it, ONLY=kills,disk chooses
	@$(BIN)/python tools/torture $(CASES:%=--cases %) $(ROUNDS:%=--rounds %) $(EVERY:%=--every %) $(EACH:%=--each %) $(ONLY:%=--only %)

docs: .venv/test.done ## write the parts of docs/ that come from the code
	@$(BIN)/python tools/reference.py
	@TYOPAJA_PLUGINS= $(BIN)/python -m tyopaja schema --write canvases
	@$(BIN)/python tools/picture.py
	@TYOPAJA_PLUGINS= $(BIN)/python tools/flows.py
	@$(BIN)/python tools/gallery.py
	@$(BIN)/python tools/live.py

# The lock files hold hashes and no registry's address, so a machine's own mirror serves as well as any. `uv` is
# needed for this target alone.
lock: ## resolve the dependencies anew
	@for group in build test lint bench; do \
	  uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate \
	    --no-emit-package tyopaja $(foreach plugin,$(PLUGINS),--no-emit-package $(notdir $(plugin))) \
	    --group $$group $(PROJECTS) --output-file locks/$$group.txt || exit 1; done

clean: ## take away all that was made here
	rm -rf .venv out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tyopaja needs Python 3.11 or newer; set PYTHON=…")'
	@echo "Setting up .venv …"
	@$(PYTHON) -m venv .venv || { echo "Debian keeps venv apart: apt-get install python3-venv"; exit 1; }

.venv/%.done: locks/%.txt $(PROJECTS) | .venv/bin/python
	@echo "Installing the Python packages of $< …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
	  $(foreach project,. $(PLUGINS),-e ./$(project))
	@touch $@
