"""Lighthouse on pages of the console, signed in, with municipalities and acts in it."""
