"""Newsletters: lists and who is on them, at Laposta (API 2).

https://api.laposta.nl/doc/
"""
