"""What is new for somebody, and what they are asked to do: shown on the start page until it is done (P-184).

Features say in `kinds.kinds` which news they have, and use `operations.add`, `complete` and `expire`.
"""
