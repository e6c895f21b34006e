"""A stand-in for a case system that speaks ZGW: the Zaken API, version 1.0, as far as it is asked for.

Its answers are held against the published contract by `tests/contracts/test_zgw.py`.
"""
