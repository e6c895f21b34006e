"""Run the product on one machine: private servers, the demo, the tests and the checks.

Everything behind the Makefile's targets lives here. It uses the standard library alone, so that it starts
fast and can say what is missing when something is missing; nothing in production imports it.
"""
