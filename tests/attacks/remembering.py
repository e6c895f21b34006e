"""Search what the process keeps for a word: all that modules hold, in a copy of the process (T32)."""

import collections
import gc
import json
import os
import resource
import sys
import types
from collections.abc import Iterator, Sequence
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


def texts(*words: str) -> list[list[str]]:
    """Find, for each of these words, the texts with it in what the process keeps, with the kind of thing that holds it.

    One walk looks for all of them: it passes millions of things.

    Walks in a copy of the process, which ends with the walk: what the walk itself builds is then in nobody's
    way, and a walk that finds no end takes no test with it.

    Raises:
        AssertionError: the walk found no end; says among which kinds of things it was.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(writer, words)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    answer = json.loads(said or '{"lost": "The copy of the process died."}')
    assert "lost" not in answer, answer["lost"]
    return [[text for known, text in answer["found"] if known == word] for word in words]


def _answer(writer: int, words: Sequence[str]) -> None:
    kinds: collections.Counter[str] = collections.Counter()
    try:
        sys.settrace(None)
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + MOST_MEMORY, size + MOST_MEMORY))
        answer: dict[str, object] = {"found": _walk(words, kinds)}
    except BaseException as error:
        answer = {"lost": f"{type(error).__name__}: {error}; met most: {kinds.most_common(12)}"}
    with os.fdopen(writer, "w") as pipe:
        json.dump(answer, pipe)
    os._exit(0)


def _walk(words: Sequence[str], kinds: collections.Counter[str]) -> list[tuple[str, str]]:
    gc.disable()  # nothing here goes round in circles, and a collection would pass all of it, again and again
    waiting: list[tuple[object, str]] = [(module, "module") for module in _lasting()]
    found: list[tuple[str, str]] = []
    seen: set[int] = set()
    ways: dict[type, str] = {}
    sought = [(word, word.encode()) for word in words]
    # Or the walk would find itself, and never end.
    seen |= {id(each) for each in (waiting, found, seen, kinds, ways, words, sought)}
    seen |= {id(each) for pair in sought for each in (pair, *pair)}
    while waiting:
        thing, holder = waiting.pop()
        way = ways.get(type(thing)) or ways.setdefault(type(thing), _way(type(thing)))
        if way == "text":
            for word, _ in sought:
                if str.__contains__(thing, word):  # type: ignore[arg-type]
                    found.append((word, f"{holder}: {str(thing)[:80]}"))
        elif way == "bytes":
            for word, raw in sought:
                if bytes.__contains__(thing, raw):  # type: ignore[arg-type]
                    text = bytes.decode(thing, "utf-8", "replace")  # type: ignore[arg-type]
                    found.append((word, f"{holder}: {text[:80]}"))
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
