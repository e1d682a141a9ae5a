# make serve: answers on http://127.0.0.1:8000      make test: runs everything
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
BIN = .venv/bin

.PHONY: serve test check format index train bench bench-scale clean

serve: .venv/installed index
	HOST=$(HOST) PORT=$(PORT) $(BIN)/python serve.py

test: .venv/installed
	$(BIN)/python -m pytest

check: .venv/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

index: .venv/installed
	$(BIN)/python -m index build --if-stale

train: .venv/installed
	$(BIN)/python -m index train

bench: .venv/installed
	$(BIN)/python -m evals bench

# 140000 takes minutes, 1000000 half an hour and 10 GB of disk: make bench-scale SIZES="1000 140000" MILVUS=1000
SIZES ?= 1000 10000
bench-scale: .venv/installed
	$(BIN)/python -m evals scale $(SIZES) $(if $(MILVUS),--milvus $(MILVUS)) --plots .bench/scale/plots

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
	touch $@

clean:
	rm -rf .venv .index build *.egg-info
