"""Reads a municipality's house style out of whatever file it comes in.

`reading` takes bytes and gives tokens with a report; `themes.compiling` makes a theme of them. Between the two
lies text that nobody has looked at yet: a value enters a theme through `typed` alone, which makes a colour, a
length, a weight or a font of it, or nothing.
"""
