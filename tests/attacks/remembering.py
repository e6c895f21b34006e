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
ATOMS = (int, float, complex, type(None), type(...), type(NotImplemented))
"""Hold nothing, and no text."""
KEYED = (TenantUrlconf, PageMount)
"""What is kept on purpose and reached only by the municipality that is its key (`tenants.urlconf`)."""

CARRIERS = frozenset({"dict", "list", "tuple", "cell"})
"""What is never named as the holder of a text: what holds it is."""
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
    ways: dict[type, str] = {}
    sought = word.encode()
    # Or the walk would find itself, and never end.
    seen |= {id(waiting), id(found), id(seen), id(kinds), id(ways), id(word), id(sought)}
    while waiting:
        thing, holder = waiting.pop()
        way = ways.get(type(thing)) or ways.setdefault(type(thing), _way(type(thing)))
        if way == "text":
            if str.__contains__(thing, word):  # type: ignore[arg-type]
                found.append(f"{holder}: {str(thing)[:80]}")
        elif way == "bytes":
            if bytes.__contains__(thing, sought):  # type: ignore[arg-type]
                found.append(f"{holder}: {bytes.decode(thing, 'utf-8', 'replace')[:80]}")  # type: ignore[arg-type]
        elif way == "walk" and not _is_of_the_tests(thing):
            kind = type(thing).__name__
            named = holder if kind in CARRIERS else kind
            held = (each for each in _held_by(thing) if type(each) not in ATOMS)
            fresh = {id(each): each for each in held if id(each) not in seen}
            seen.update(fresh)
            kinds[kind] += len(fresh)
            waiting.extend((each, named) for each in fresh.values())
            if len(seen) > MOST_THINGS:
                raise RuntimeError(f"more than {MOST_THINGS} things")
    return found


def _way(kind: type) -> str:
    """Tell what to do with things of a type; the thing itself is never asked what it is, as it may be a lazy one."""
    if issubclass(kind, (*SKIPPED, *KEYED)):
        return "pass over"
    return "text" if issubclass(kind, str) else "bytes" if issubclass(kind, bytes) else "walk"


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
