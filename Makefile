# Every target calls run.py, which needs nothing but Python 3.11 or newer.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test test-all figures bench messages lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## set up, replay the demonstration scenario, serve http://127.0.0.1:8000 (PORT, FUGONG_VAR)
	@$(PYTHON) run.py demo

test: ## set up, run all checks and tests, real browser included
	@$(PYTHON) run.py test

test-all: ## the same, and the machine interface tried with very many examples (hours)
	@$(PYTHON) run.py test-all

figures: ## replay the scenario into a throw-away database, print the published figures as JSON
	@$(PYTHON) run.py figures

bench: ## run one benchmark: make bench NAME=... [QUICK=1]
	@$(PYTHON) run.py bench $(NAME) $(if $(QUICK),--quick)

messages: ## collect the interface's texts for translation
	@$(PYTHON) run.py messages

lock: ## write the lock files anew (needs uv)
	@$(PYTHON) run.py lock

clean: ## remove what set-up made (.venv, node_modules, bundles, caches); data under var/ stay
	rm -rf .venv node_modules src/fugong/site/static/fugong/dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
