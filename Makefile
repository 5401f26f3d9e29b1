# The front door for people: `make` lists the verbs. Each does all of its own set-up.

SHELL := /bin/bash
SECONDS_TO_RUN := $(if $(filter command line environment override,$(origin SECONDS)),$(SECONDS),)
SPEED ?= 10
SWIFT ?= swift
FLAGS := --explicit-target-dependency-import-check error
CORE := H2Q_CORE=1 $(SWIFT)
CORE_PATH := --scratch-path .build-core

.PHONY: help demo test test-core mutate coverage lint bench docs clean setup

help:
	@echo "make demo   run both sites on a simulated plant (SECONDS=60 ends by itself, SPEED=1 is real time)"
	@echo "make test   run every test; installs what it needs first"
	@echo "make mutate change every line of Safety in turn; each change must turn a test red"
	@echo "make coverage lines of Safety that its own tests reach"
	@echo "make lint   format, declared imports, house style"
	@echo "make bench  time of a scan, as a ratio to a reference in the same run"
	@echo "make docs   symbol graphs of the core, for a documentation tool"
	@echo "make clean  remove everything that was built"

setup:
	@./packaging/install-needs

demo: setup
	@./packaging/demo "$(SECONDS_TO_RUN)" "$(SPEED)"

test: setup test-core
	$(SWIFT) build $(FLAGS) --build-tests
	$(SWIFT) test $(FLAGS) --skip-build --parallel

test-core:
	$(CORE) test $(CORE_PATH)

mutate:
	SWIFT="$(SWIFT)" Tests/SafetyTests/mutate.py

coverage:
	SWIFT="$(SWIFT)" Tests/SafetyTests/coverage.py

lint:
	$(SWIFT) format lint --strict -r Package.swift Sources Simulator Tests Benchmarks

bench:
	$(CORE) run $(CORE_PATH) -c release --quiet core-bench

docs:
	$(CORE) package $(CORE_PATH) dump-symbol-graph

clean:
	rm -rf .build .build-core .build-mutate .build-coverage .demo
