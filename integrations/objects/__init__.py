"""Records of types that a municipality makes itself, such as tasks: the Objects API.

https://objects-and-objecttypes-api.readthedocs.io/
"""
