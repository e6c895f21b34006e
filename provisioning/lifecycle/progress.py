"""A bar that shows how far long work is: on a terminal only, beside what a script reads (requirement C-072)."""

from typing import Any

WIDTH = 30


class Progress:
    """Draws over itself on one line of the error stream."""

    def __init__(self, stream: Any, *, shown: bool = True) -> None:
        self.stream = stream
        self.shown = shown and bool(getattr(stream, "isatty", lambda: False)())

    def show(self, done: int, total: int) -> None:
        """Show that so many of so many are done."""
        if self.shown:
            filled = WIDTH * done // max(total, 1)
            self._write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}")

    def end(self) -> None:
        """Leave the line."""
        if self.shown:
            self._write("\n")

    def _write(self, text: str) -> None:
        self.stream.write(text, ending="")
        self.stream.flush()
