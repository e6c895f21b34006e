# The front door. `make` alone tells what there is; docs/developing.md tells more.
#
# Everything happens in .venv and .local of this checkout: no root, no Docker, nothing system-wide.

.DEFAULT_GOAL := help
.PHONY: demo demo-reset demo-code test test-rooms test-processes test-pg15 test-long faults a11y check fix bench bench-tenancy bench-slow bench-lifecycle bench-integrations bench-console bench-signin bench-cases lighthouse attack attack-report mutants lock themes-report trace translate help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

# Dozens of processes start here; where the environment forbids bytecode each would compile all that it loads.
export PYTHONDONTWRITEBYTECODE :=

VENV := .venv
RUN := $(VENV)/bin/python -m config.local --tied
STAMP := $(VENV)/.installed
ARGS ?=
N ?= 1000000

demo: $(STAMP) ## Start console and three municipalities, and say where they are
	@$(RUN) demo

demo-reset: $(STAMP) ## Throw the demo's data away; the next `make demo` starts over
	@$(RUN) reset

demo-code: $(STAMP) ## Print the current second-factor codes of the demo's accounts
	@$(RUN) code

test: $(STAMP) ## Attack all walls, and test the house they stand in, on private servers; ARGS="tests/portal -k slots" runs some
	@$(RUN) test -- $(ARGS)

test-rooms: $(STAMP) ## Test the rooms: portal, console, other systems; with the gate on what both runs covered; ARGS="-k kvk" runs some
	@$(RUN) test-rooms -- $(ARGS)

test-processes: $(STAMP) ## Run the others: journeys with a browser, processes that are killed, servers and commands; ARGS="-k passkey" runs some
	@$(RUN) test-processes -- $(ARGS)

test-pg15: $(STAMP) ## Run all three on PostgreSQL 15, the oldest that is supported
	@$(RUN) test --postgres 15 --no-coverage -- $(ARGS)
	$(if $(ARGS),,@$(RUN) test-rooms --postgres 15 --no-coverage)
	$(if $(ARGS),,@$(RUN) test-processes --postgres 15)

test-long: $(STAMP) ## Run what takes minutes: people at work during each fault, storms with a planted leak, a few mutants
	@$(RUN) test --no-coverage -- -m long $(ARGS)

faults: $(STAMP) ## All faults on real servers, and every kind of operation killed at every step (INSIDE=20: more often)
	@$(if $(INSIDE),KILLS_INSIDE=$(INSIDE)) $(RUN) test --no-coverage -- -m "" tests/faults $(ARGS)

a11y: $(STAMP) ## Look with axe at every page and component, in a dozen house styles, on three screens, and changed by visitors
	@EVERY_STYLE=1 $(RUN) test --no-coverage -- -n 2 -vv -m "not servers" tests/browser $(ARGS)

check: $(STAMP) ## Run all checks; ARGS=mypy runs one
	@$(RUN) check $(ARGS)

fix: $(STAMP) ## Repair and format the code
	@$(RUN) fix $(ARGS)

bench: $(STAMP) ## Measure the pages of a warm tenant
	@$(RUN) bench $(ARGS)

bench-tenancy: $(STAMP) ## Measure what tenancy and its walls cost, with and without them; PAIRS=48 is shorter, ARGS=--instructions counts
	@$(RUN) bench-tenancy $(if $(PAIRS),--pairs=$(PAIRS)) $(ARGS)

bench-slow: $(STAMP) ## Measure how long others wait while thousands are silent or slow, behind the proxy
	@$(RUN) bench-slow $(ARGS)

bench-lifecycle: $(STAMP) ## Measure openings: cold, from a spare, as the library does it; ARGS="--tenants 1000" for very many
	@$(RUN) bench-lifecycle $(ARGS)

bench-integrations: $(STAMP) ## Measure the layer that speaks to other systems, part by part; ARGS=keys measures one
	@$(RUN) bench-integrations $(ARGS)

bench-console: $(STAMP) ## Measure list, municipality and log with a year of acts; ARGS="--tenants 50 --acts 20000" is small
	@$(RUN) bench-console $(ARGS)

bench-signin: $(STAMP) ## Measure signing in by SAML and OpenID Connect, profile, erasing, and what time tells strangers; ARGS=--short is short
	@$(RUN) bench-signin $(ARGS)

bench-cases: $(STAMP) ## Measure Mijn zaken with case systems of 100 ms: list, case, 10,000 cases, 500 MB, an outage; ARGS=--short is short
	@$(RUN) bench-cases $(ARGS)

lighthouse: $(STAMP) ## Let Lighthouse look at pages of console and portal; ARGS="--of portal --runs 1 --screens mobile" is short
	@$(RUN) lighthouse $(ARGS)

attack: $(STAMP) ## Attack the walls N times; a storm that was stopped goes on (SEED=, ATTEMPT= replay)
	@$(RUN) attack --attempts=$(N) $(if $(SEED),--seed=$(SEED)) $(if $(ATTEMPT),--attempt=$(ATTEMPT)) $(ARGS)

attack-report: $(STAMP) ## Write which attacks were tried, and what came of them, to docs/security
	@$(RUN) attack-report $(ARGS)

mutants: $(STAMP) ## Switch seeded leaks on, one at a time, and see which test notices; ARGS=NAME for one
	@$(RUN) mutants $(ARGS)

lock: $(STAMP) ## Compile requirements/*.txt anew; ARGS=--upgrade takes newer versions
	@$(RUN) lock $(ARGS)

themes-report: $(STAMP) ## Import every theme that can be had, and write one page about them: repairs, sizes, thumbnails
	@$(RUN) themes-report $(ARGS)

trace: $(STAMP) ## Tell which requirements, attacks and faults have a test; ARGS=P-110 names the tests
	@$(RUN) trace $(ARGS)

translate: $(STAMP) ## Bring the English catalogue up to date with the code, and compile
	@$(RUN) translate $(ARGS)

help: ## Tell what there is
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1 \t\2/p' Makefile | expand -t 22

# A step that stops halfway leaves no stamp, so the next call takes it up again.
$(STAMP): requirements/find-python requirements/uv.txt requirements/base.txt requirements/dev.txt pyproject.toml
	@requirements/install $(VENV)
	@touch $@
