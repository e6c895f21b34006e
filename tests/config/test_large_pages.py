"""What stays in a process is held in large pages, where the kernel has them (docs/adr/0058)."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import large_pages

PROCESS = """
import sys
from pathlib import Path
from config import large_pages

kept = [{"number": number} for number in range(200_000)]

def held():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("AnonHugePages"))

before, answer = held(), (large_pages.hold() if sys.argv[1] == "hold" else 0)
print(before, answer, held(), sum(each["number"] for each in kept))
"""
SUM = sum(range(200_000))
MB = 2**20
LARGE = 2 * MB
MAPPINGS = """\
00400000-00800000 r-xp 00000000 fe:00 12 /usr/bin/python
Size:               4096 kB
Rss:                4096 kB
01000000-01d00000 rw-p 00000000 00:00 0 [heap]
Size:              13312 kB
Rss:               13000 kB
AnonHugePages:         0 kB
7f0000100000-7f0000900000 rw-p 00000000 00:00 0
Size:               8192 kB
Rss:                8192 kB
7f0010000000-7f0010800000 rw-p 00000000 00:00 0
Size:               8192 kB
Rss:                  16 kB
7f0020000000-7f0020100000 rw-p 00000000 00:00 0
Size:               1024 kB
Rss:                1024 kB
7f0030000000-7f0030800000 rw-s 00000000 00:01 7 /dev/zero (deleted)
Size:               8192 kB
Rss:                8192 kB
7ffd00000000-7ffd00800000 rw-p 00000000 00:00 0 [stack]
Size:               8192 kB
Rss:                8192 kB
"""


def anew(what: str) -> list[int]:
    words = [sys.executable, "-c", PROCESS, what]
    return [int(word) for word in subprocess.run(words, capture_output=True, check=True).stdout.split()]


@pytest.fixture
def kernel() -> None:
    if not large_pages.SETTING.exists() or "[madvise]" not in large_pages.SETTING.read_text():
        pytest.skip("This kernel has no large pages, or gives them to everybody, or to nobody.")


@pytest.mark.usefixtures("kernel")
def test_what_a_process_keeps_is_held_in_large_pages_and_stays_what_it_was() -> None:
    before, answered, after, total = anew("hold")
    assert before == 0
    assert answered >= after >= 16 * MB
    assert total == SUM


@pytest.mark.usefixtures("kernel")
def test_a_process_that_does_not_ask_has_none() -> None:
    """The negative control: if it fails, Python asks by itself, and `config.large_pages` may go."""
    assert anew("leave") == [0, 0, 0, SUM]


def test_whole_large_pages_of_our_own_memory_are_held_and_no_stack_nor_file() -> None:
    assert list(large_pages.whole(MAPPINGS.splitlines(), LARGE)) == [
        (0x1000000, 0x1C00000),  # the heap, without what is no whole page
        (0x7F0000200000, 0x7F0000800000),  # of small objects, which begin and end between pages
    ]


@pytest.mark.parametrize("said", ["always madvise [never]\n", None])
def test_where_the_kernel_gives_none_all_stays_as_it_was(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str | None
) -> None:
    setting = tmp_path / "enabled"
    if said is not None:
        setting.write_text(said)
    monkeypatch.setattr(large_pages, "SETTING", setting)
    assert large_pages.hold() == 0


def test_what_the_kernel_refuses_is_not_counted() -> None:
    assert large_pages._hold(lambda *_: -1, 0, LARGE) == 0
