"""Throw the demo's data away, so that the next `make demo` starts over."""

import os
import shutil

from config.local import places, terminal
from config.local.servers import only_one

KEPT = {"programs", "servers", "test", "theme-packages", "lock"}  # of others, or dear to download again


def run(_words: list[str]) -> int:
    """Remove the data of the demo's private servers, its secrets, logs and uploads."""
    if os.environ.get("DATABASE_URL"):
        raise terminal.Trouble(
            "DATABASE_URL is set: the demo's data live in a database of yours, which is left alone. "
            "Drop that database yourself; or unset DATABASE_URL to reset the private servers."
        )
    with only_one(places.own_folder(places.LOCAL), "The demo"):
        for path in places.LOCAL.iterdir():
            if path.name in KEPT:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        for base in (places.ELSEWHERE, places.MEMORY):
            shutil.rmtree(places.twin(places.LOCAL, base), ignore_errors=True)
    terminal.say("The demo's data are gone; `make demo` makes them anew.")
    return 0
