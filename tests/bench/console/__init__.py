"""Measurements of the console with very many municipalities and acts."""
