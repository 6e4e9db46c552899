# Every command there is; `make` alone prints them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PY := .venv/bin/python
FOLDERS := libs/contracts libs/transparency libs/chassis libs/law libs/attachments libs/upkeep libs/office deploy/local services/hazard-registry \
	services/reporting-whistleblower services/training-records services/enforcement gateway
PACKAGES := contracts transparency chassis law attachments upkeep office launcher hazard_registry reporting_whistleblower \
	training_records enforcement gateway

.PHONY: help setup run web client install backup restore drill reset test test-rights fuzz faults privacy bench check format story verify-audit openapi docs lock

help: ## 列出全部命令 / print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup: .venv/.stamp ## 准备运行环境(其他命令会自动执行)/ prepare .venv; the others do it for you

run: .venv/.stamp ## 启动整套系统(含演示数据),Ctrl-C 停止 / start everything with demonstration data
	@$(PY) -m launcher.web_clients || true
	@ZHIBEN_DEMO="$${ZHIBEN_DEMO-1}" $(PY) -m launcher run

web: .venv/.stamp ## 构建网页客户端(make run 会自动执行)/ build the web clients; make run does it for you
	@$(PY) -m launcher.web_clients

client: .venv/.stamp ## 按各服务的接口重新生成网页端的类型 / write the web clients' types from the services
	@$(PY) -m launcher.web_clients && PYTHON="$(abspath $(PY))" node web/scripts/client.mjs

install: .venv/.stamp ## 正式安装:创建首位管理员并导入数据 / a first start with real records (ARGS=…)
	@ZHIBEN_DEMO=0 $(PY) -m launcher install $(ARGS)

backup: .venv/.stamp ## 备份数据库和文件(系统可照常运行,不含密钥)/ copy databases and files, checked (ARGS="--to folder")
	@$(PY) -m launcher backup $(ARGS)

restore: .venv/.stamp ## 把备份恢复到空目录 / put a backup back into an empty place (ARGS="--from folder")
	@$(PY) -m launcher restore $(ARGS)

drill: .venv/.stamp ## 恢复演练:丢失 NATS、备份、恢复,逐项核对 / lose NATS, back up, restore, and compare everything
	@ZHIBEN_DRILL=1 $(PY) -m pytest -q tests/restore $(ARGS)

reset: .venv/.stamp ## 删除 .data/ 中的全部数据 / delete all data of this folder
	@$(PY) -m launcher reset

test: .venv/.stamp ## 运行全部测试 / run every test (ARGS="-k …" for some)
	@$(PY) -m pytest -q -n 2 --dist loadfile $(ARGS)

test-rights: .venv/.stamp ## 逐个接口核对各角色的权限 / walk every route as every role, against the tables of rights
	@$(PY) -m pytest -q -n 2 --dist loadfile tests/rights $(ARGS)

fuzz: .venv/.stamp ## 随机输入与并发状态检验,比 make test 更久(SEED=7 重现)/ odd input and random lives at length (SEED=7 repeats)
	@seed="$${SEED-$$RANDOM}"; echo "SEED=$$seed"; \
	ZHIBEN_FUZZ_SECONDS="$${ZHIBEN_FUZZ_SECONDS-60}" ZHIBEN_FUZZ_SEED="$$seed" $(PY) -m pytest -q -s --hypothesis-profile fuzz \
		--hypothesis-seed "$$seed" tests/fuzz libs/office/tests/test_properties.py libs/law/tests/test_properties.py $(ARGS)

privacy: .venv/.stamp ## 埋设标记后全面搜查泄露 / plant canaries in everything, then search every place for them
	@$(PY) -m pytest -q tests/privacy $(ARGS)

bench: .venv/.stamp ## 与参照物同场测速(不计入测试结果)/ measure speed beside references (ARGS="gateway --rounds 4")
	@$(PY) -m tests.load $(ARGS)

check: .venv/.stamp ## 检查格式、规则、类型和依赖方向 / format, lint, types, import rules
	@failed=0; \
	$(PY) -m ruff format --check --quiet . || failed=1; \
	$(PY) -m ruff check . || failed=1; \
	$(PY) -m mypy $(addprefix -p ,$(PACKAGES)) || failed=1; \
	.venv/bin/lint-imports || failed=1; \
	exit $$failed

format: .venv/.stamp ## 整理代码格式 / put the code into shape
	@$(PY) -m ruff check --fix --exit-zero --quiet .
	@$(PY) -m ruff format .

faults: .venv/.stamp ## 故障检验(ARGS="quick|nightly|soak|mutants --seed N")/ hurt the running system, then check that nothing is lost
	@$(PY) -m tests.faults $(ARGS)

story: .venv/.stamp ## 对运行中的系统走一遍完整闭环 / drive one hazard from report to closing
	@$(PY) -m tests.journeys.story $(ARGS)

verify-audit: .venv/.stamp ## 逐条核验各服务的审计记录 / prove every service's audit trail
	@$(PY) -m launcher each -- chassis.audit verify

openapi: .venv/.stamp ## 从运行中的系统导出接口文档 / save the running system's OpenAPI document
	@$(PY) -m launcher openapi docs/openapi.json

docs: .venv/.stamp ## 重新生成文档中由代码导出的页面 / write the pages that are read off the code
	@$(PY) docs/generate.py

lock: .venv/.stamp ## 重新生成 requirements.lock / choose newest versions again
	@command -v uv >/dev/null || { echo "需要 uv / needs uv: pip install uv" >&2; exit 1; }
	uv pip compile --upgrade --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--group dev $(addprefix --no-emit-package ,contracts transparency chassis law attachments upkeep office launcher hazard-registry \
		reporting-whistleblower training-records enforcement gateway) -o requirements.lock

.venv/.stamp: requirements.lock pyproject.toml $(addsuffix /pyproject.toml,$(FOLDERS)) deploy/local/environment.py
	@for candidate in python3.11 python3.12 python3.13 python3.14 python3 python; do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			exec "$$candidate" deploy/local/environment.py $(FOLDERS); \
		fi; \
	done; \
	echo "需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed" >&2; exit 1
