# The front door for people: `make` lists the verbs. Each does all of its own set-up.

SHELL := /bin/bash
SECONDS_TO_RUN := $(if $(filter command line environment override,$(origin SECONDS)),$(SECONDS),)
SPEED ?= 10
SEEDS ?= 1...60
MINUTES ?= 60
JOBS ?= 2
SWIFT ?= swift
FLAGS := --explicit-target-dependency-import-check error
CORE := H2Q_CORE=1 $(SWIFT)
CORE_PATH := --scratch-path .build-core
# Scans of each site that `make identity` records; a day has 864000. Seconds of a run of `make bench`.
SCANS ?= 20000
RUN_SECONDS ?= 5
# Steps are timed as the service runs them, with real-time priority, where that is permitted.
REAL_TIME := $(shell chrt -f 40 true 2>/dev/null && echo chrt -f 40)

.PHONY: help demo test test-core mutate coverage lint bench identity storm docs clean setup

help:
	@echo "make demo   run both sites on a simulated plant (SECONDS=60 ends by itself, SPEED=1 is real time)"
	@echo "make test   run every test; installs what it needs first"
	@echo "make mutate change every line of Safety in turn; each change must turn a test red"
	@echo "make coverage lines of Safety that its own tests reach"
	@echo "make lint   format, declared imports, house style"
	@echo "make bench  time of a step; lateness of the scan thread next to cyclictest (RUN_SECONDS=60)"
	@echo "make identity debug, release and another processor replay the same scans to the same bits (SCANS=864000)"
	@echo "make storm  hunt with seeded storms in virtual time (SEEDS=1...60, MINUTES=60, JOBS=2)"
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

bench: setup
	@./packaging/install-needs rt-tests
	$(CORE) build $(CORE_PATH) -c release --product core-bench
	$(REAL_TIME) .build-core/release/core-bench
	$(SWIFT) build $(FLAGS) -c release --product site-bench
	for site in ovm-lab wesertor; do $(REAL_TIME) .build/release/site-bench time hardware/sites/$$site 20000; done
	$(SWIFT) build $(FLAGS) -c release --product loop-bench
	Benchmarks/lateness.py --seconds $(RUN_SECONDS) .build/release/loop-bench

identity: setup
	@./packaging/install-needs qemu-user
	$(SWIFT) build $(FLAGS) --product site-bench
	$(SWIFT) build $(FLAGS) -c release --product site-bench
	Benchmarks/identity .build $(SCANS)

storm:
	H2Q_ONLY=h2q-sim $(SWIFT) build $(FLAGS) --scratch-path .build-storm -c release --product h2q-sim
	.build-storm/release/h2q-sim storm --seeds $(SEEDS) --minutes $(MINUTES) --jobs $(JOBS)

docs:
	$(CORE) package $(CORE_PATH) dump-symbol-graph

clean:
	rm -rf .build .build-core .build-mutate .build-coverage .build-storm .demo
