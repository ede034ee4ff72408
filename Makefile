# 两条命令 / two commands: make run, make test. 详见 / see docs/quickstart.md
PYTHON ?= python3
BIN := .venv/bin
SITE ?= site

.DEFAULT_GOAL := help
.PHONY: help run test check unit coverage-content e2e tck bench wheel clean

help: ## 列出各目标 / list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/run ## 安装、首次建站(./site)并启动 / install, make ./site on first use, serve
	@test -e $(SITE)/data/secret.key || $(BIN)/jiandu init $(SITE)
	cd $(SITE) && $(CURDIR)/$(BIN)/jiandu serve

test: check ## 检查加全部测试(SQLite 与 PostgreSQL) / checks and all tests on both databases
	FSYNC=off tools/with-postgres.sh $(BIN)/python -m pytest -ra --durations=10

check: .venv/test ## 代码风格、类型、层次、依赖 / style, types, layers, dependencies
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .

unit: .venv/test ## 快速测试,仅 SQLite / quick tests on SQLite alone
	$(BIN)/python -m pytest -m "not postgres and not e2e and not slow"

coverage-content: .venv/test ## 场景测试走到了流程的哪些环节 / what of the content scenario tests have shown, by element
	$(BIN)/python -m pytest -p tests.support.coverage_plugin -m "not postgres" -r fE \
		--ignore tests/scenarios/bpmn tests/scenarios $(if $(P),--procedure $(P))

e2e: .venv/test ## 浏览器测试 / tests in a browser
	tools/needs.sh
	$(BIN)/python -m pytest -m e2e

bench: .venv/test ## 性能测量 / measure both databases
	tools/with-postgres.sh $(BIN)/python -m benchmarks.bench

TCK ?= ../shared/conformance/dmn-tck
tck: .venv/test ## DMN 官方测试集,V=1 列出失败 / the DMN test kit: make tck TCK=<folder> [V=1]
	$(BIN)/python -m tests.conformance.tck $(TCK) $(if $(V),-v)

wheel: .venv/run ## 构建安装包到 dist/ / build the wheel
	$(BIN)/pip wheel --no-deps --wheel-dir dist .

clean: ## 删除环境和缓存(不动 ./site) / remove environment and caches, never ./site
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "需要 Python 3.11 以上 / needs Python 3.11 or newer: make PYTHON=python3.11 run"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python pyproject.toml hatch_build.py web/package-lock.json
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test: .venv/bin/python pyproject.toml hatch_build.py web/package-lock.json
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,test]'
	@touch $@ .venv/run
