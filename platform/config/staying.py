"""Treat what a process has loaded as what stays until its end."""

import gc

from config import large_pages

GARBAGE = (10_000, 20, 20)
"""A page makes thousands of objects, nearly none of them in circles: each 700 of them were looked through for some."""


def settle(garbage: tuple[int, int, int] = GARBAGE) -> None:
    """Let the collector of garbage pass over all that is there, and hold it in large pages.

    :param garbage: the thresholds of the collector from now on (`gc.set_threshold`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*garbage)
    large_pages.hold()
