"""Hold in large pages what a process keeps until its end.

A processor remembers where some two thousand pages of memory lie, and looks up all others in tables; in a virtual
machine in two tables. A process of ours goes through a hundred MB of objects for every page that it serves, in pages of
4 KiB: so it looks up all the time. Linux can hold the same memory in pages of 2 MiB, where a program asks for it
(`madvise`, and by default on most distributions only there). CPython does not ask (docs/adr/0058).

Source: madvise(2), and the kernel's Documentation/admin-guide/mm/transhuge.rst.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

SETTING: Final = Path("/sys/kernel/mm/transparent_hugepage/enabled")
SIZE: Final = Path("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size")
MAPPINGS: Final = Path("/proc/self/smaps")
MADV_HUGEPAGE: Final = 14
MADV_COLLAPSE: Final = 25
"""At once, where the kernel is 6.1 or newer; an older one does it in the course of time."""
FULL: Final = 0.5
"""The share of a mapping that has to be in memory: the stack of a thread is mapped whole, and hardly used."""
_HEAD: Final = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p 0+ 00:00 0 *(\[heap\])?$")
"""Memory of our own, from no file: of small objects, or of `malloc`. Stacks and what the kernel maps have a name."""


def hold() -> int:
    """Hold in large pages what is in memory now; answer how many bytes they hold, or 0 where that cannot be.

    Costs less than a millisecond for each MB, once. Memory grows by what was mapped and not used, at most.
    """
    try:
        if "[never]" in SETTING.read_text():
            return 0
        size = int(SIZE.read_text())
        ranges = list(whole(MAPPINGS.read_text().splitlines(), size))
        madvise = ctypes.CDLL(None).madvise
    except (OSError, AttributeError, ValueError):
        return 0  # another system, or a kernel without them: all works as it did
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    return sum(_hold(madvise, start, end) for start, end in ranges)


def _hold(madvise: "ctypes._NamedFuncPointer", start: int, end: int) -> int:
    if madvise(start, end - start, MADV_HUGEPAGE) != 0:
        return 0
    madvise(start, end - start, MADV_COLLAPSE)  # if there is no room now, the kernel comes back to it
    return end - start


def whole(mappings: Iterable[str], size: int) -> Iterator[tuple[int, int]]:
    """Read which addresses may be held so: whole large pages of mappings that are mostly in memory.

    :param mappings: the lines of `/proc/self/smaps`.
    :param size: of a large page, in bytes.
    """
    start = end = 0
    for line in mappings:
        if head := _HEAD.match(line):
            start, end = int(head[1], 16), int(head[2], 16)
        elif line.startswith("Rss:"):
            first, last = -(-start // size) * size, end // size * size
            if first < last and int(line.split()[1]) * 1024 >= FULL * (end - start):
                yield first, last
            start = end = 0
        elif "-" in line.partition(" ")[0]:
            start = end = 0  # the head of a mapping of another kind
