"""Search what the process keeps for a word: all that modules hold, in a copy of the process (T32)."""

import collections
import gc
import json
import os
import resource
import sys
import types
from collections.abc import Iterator
from pathlib import Path

from portal.pages.urls import PageMount
from tenants.urlconf import TenantUrlconf

SKIPPED = (types.FrameType, types.TracebackType, types.CodeType)
KEYED = (TenantUrlconf, PageMount)
"""What is kept on purpose and reached only by the municipality that is its key (`tenants.urlconf`)."""

MOST_THINGS = 20_000_000
"""More than any process of ours holds."""

MOST_MEMORY = 2 << 30
"""Bytes that the walk may use beyond what the process has: a walk that does not end must not take the machine."""


def texts(word: str) -> list[str]:
    """Find each text with this word in what the process keeps, with the kind of thing that holds it.

    Walks in a copy of the process, which ends with the walk: what the walk itself builds is then in nobody's
    way, and a walk that finds no end takes no test with it.

    Raises:
        AssertionError: the walk found no end; says among which kinds of things it was.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(writer, word)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    answer = json.loads(said or '{"lost": "The copy of the process died."}')
    assert "lost" not in answer, answer["lost"]
    return list(answer["found"])


def _answer(writer: int, word: str) -> None:
    kinds: collections.Counter[str] = collections.Counter()
    try:
        sys.settrace(None)
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + MOST_MEMORY, size + MOST_MEMORY))
        answer: dict[str, object] = {"found": _walk(word, kinds)}
    except BaseException as error:
        answer = {"lost": f"{type(error).__name__}: {error}; met most: {kinds.most_common(12)}"}
    with os.fdopen(writer, "w") as pipe:
        json.dump(answer, pipe)
    os._exit(0)


def _walk(word: str, kinds: collections.Counter[str]) -> list[str]:
    gc.disable()  # nothing here goes round in circles, and a collection would pass all of it, again and again
    waiting: list[tuple[object, str]] = [(module, "module") for module in _lasting()]
    found: list[str] = []
    seen: set[int] = set()
    seen |= {id(waiting), id(found), id(seen), id(kinds)}  # or the walk would find itself, and never end
    while waiting:
        thing, holder = waiting.pop()
        if issubclass(type(thing), (*SKIPPED, *KEYED)):  # never ask a lazy object what it is
            continue
        if issubclass(type(thing), str | bytes):
            text = str(thing) if issubclass(type(thing), str) else bytes(thing).decode("utf-8", "replace")
            if word in text:
                found.append(f"{holder}: {text[:80]}")
            continue
        if _is_of_the_tests(thing):
            continue
        kind = type(thing).__name__
        for each in _held_by(thing):
            if id(each) not in seen:
                seen.add(id(each))
                kinds[kind] += 1
                waiting.append((each, kind if kind not in {"dict", "list", "tuple", "cell"} else holder))
        if len(seen) > MOST_THINGS:
            raise RuntimeError(f"more than {MOST_THINGS} things")
    return found


def _held_by(thing: object) -> list[object]:
    """List what it refers to; of `_asyncio` its names only.

    That module shows the collector its list of freed iterators too: asked for, these come to life and are freed
    once more, after which the list goes round in circles and CPython 3.12 follows it until memory is full.
    """
    if type(thing) is types.ModuleType and thing.__name__ == "_asyncio":
        return [vars(thing)]
    return gc.get_referents(thing)


def _lasting() -> Iterator[object]:
    """Yield where a walk begins: modules, and what hangs on threads and contexts does so by itself."""
    for name, module in list(sys.modules.items()):
        if not name.startswith(("_pytest", "pytest", "tests.", "py.", "hypothesis", "xdist", "coverage")):
            yield module


def _is_of_the_tests(thing: object) -> bool:
    """Tell whether it is a module of the tests or of pytest, or what such a module holds: words of tests are there."""
    if type(thing) is types.ModuleType:
        name = thing.__name__
    elif type(thing) is dict:
        name = thing.get("__name__")
    else:
        return False
    return type(name) is str and name.startswith(("_pytest", "pytest", "tests", "coverage"))
