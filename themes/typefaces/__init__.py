"""Typefaces: a few open ones that come with the product, and those that a municipality brings.

Whatever is brought is read, cut down to the letters that Dutch and its neighbours need, stripped of everything that
draws no letter, and written anew as one WOFF2 (`rebuilding`). Others ask `queries`.
"""
