"""Visit every address that there is, as everybody, with arguments that are taken from the visited place's own rows."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from tenants.entry import enter
from tenants.types import TenantRef
from tests.attacks import capturing
from tests.attacks.canaries import Marks
from tests.attacks.searching import Searcher, Sighting, layers

FINE = range(200, 400)
MOST_COMBINATIONS = 10
CLOSED_PLACES = frozenset({"log", "message", "header", "cookie"})

type Candidates = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of the URLs."""

    name: str
    """With its namespaces; its route where it has no name."""
    forms: tuple[tuple[str, tuple[str, ...]], ...]
    """How paths are made of it, and the names of the arguments."""


@dataclass
class Visit:
    """What a walk has seen of one pattern."""

    pattern: Pattern
    path: str = ""
    answers: dict[str, int] = field(default_factory=dict)
    """Status by role."""

    @property
    def is_reached(self) -> bool:
        """Tell whether somebody got a page, or was sent to one."""
        return any(status in FINE for status in self.answers.values())


def patterns(urlconf: Any) -> list[Pattern]:
    """List all patterns, in the active language."""
    return [Pattern(name, forms) for name, forms in _patterns(get_resolver(urlconf).url_patterns, "", "")]


def _patterns(found: Iterable[Any], before: str, namespace: str) -> Iterator[tuple[str, Any]]:
    for pattern in found:
        route = before + str(pattern.pattern.regex.pattern).removeprefix("^").removeprefix("\\A")
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace or ""]))
            yield from _patterns(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            forms = tuple((form, tuple(names)) for form, names in normalize(route))
            yield ":".join(filter(None, [namespace, pattern.name or route])), forms


def paths(pattern: Pattern, candidates: Candidates, most: int) -> Iterator[str]:
    """Make paths of a pattern, with arguments that fit its model where it has one, at most so many of each form."""
    keys = _keys_of_model(pattern.name)
    for form, names in reversed(pattern.forms):  # the longest form has all arguments
        own = [f"{pattern.name.rpartition(':')[2]} {name}" for name in names]
        choices = [
            candidates.get(place) or (keys if keys and _is_key(name) else candidates.get(name, ["1"]))
            for place, name in zip(own, names, strict=True)
        ]
        for chosen in itertools.islice(itertools.product(*choices), most):
            yield "/" + form % dict(zip(names, chosen, strict=True))


def _is_key(name: str) -> bool:
    return name in {
        "object_id",
        "pk",
        "_0",
        "_1",
        "page_id",
        "plugin_id",
        "content_id",
        "cl_pk",
        "grouper_pk",
    }


def _keys_of_model(name: str) -> list[str]:
    """Answer keys of rows of the model that an address of the administration is about."""
    words = name.rpartition(":")[2].split("_")
    for label, rest in ((words[0], words[1:]), ("_".join(words[:2]), words[2:])):
        for model in rest[:1]:
            try:
                found = apps.get_model(label, model)
            except LookupError:
                continue
            manager = getattr(found, "admin_manager", None) or found._default_manager
            return [str(key) for key in manager.order_by("-pk").values_list("pk", flat=True)[:4]]
    return []


@dataclass
class Walker:
    """Walks as several roles, and searches all that comes out on the way."""

    clients: Mapping[str, Client]
    own: Marks | None
    searcher: Searcher
    leaks: dict[Sighting, str] = field(default_factory=dict)
    given: str = ""
    visited: int = 0
    most: int = MOST_COMBINATIONS
    """How many combinations of arguments are tried, of each form of an address, until one gives a page."""
    in_turn: frozenset[str] = frozenset()
    """Of these roles one visits each address, another the next: between who may nothing and who may all."""

    def walk(
        self, found: Iterable[Pattern], candidates: Candidates, arguments_of: TenantRef | None = None
    ) -> list[Visit]:
        """Visit each pattern as everybody: the one who may most looks for arguments that fit.

        :param arguments_of: from whose rows the keys come.
        """
        with enter(arguments_of) if arguments_of else nullcontext():
            prepared = [
                (pattern, list(dict.fromkeys(paths(pattern, candidates, self.most)))) for pattern in found
            ]
        turns = itertools.cycle(sorted(self.in_turn) or [""])
        return [self._visit(pattern, tried, next(turns)) for pattern, tried in prepared]

    def _visit(self, pattern: Pattern, tried: list[str], turn: str) -> Visit:
        visit, (*others, first) = Visit(pattern), self.clients
        for path in tried:
            status = self.ask(first, path)
            if not visit.path or status in FINE:
                visit.path, visit.answers[first] = path, status
            if status == 200:
                break
        for role in others:
            if role in self.in_turn and role != turn:
                continue
            visit.answers[role] = self.ask(role, visit.path)
        return visit

    def ask(self, role: str, path: str) -> int:
        """Ask for a page, and search what came out."""
        with capturing.listening() as caught:
            response = self.clients[role].get(path)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        self.visited += 1
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        outputs = [("page", body.decode("utf-8", "replace")), ("header", headers)]
        for place, text in (*outputs, ("cookie", response.cookies.output()), *caught):
            self._search(f"{role} {path}", place, text)
        return int(response.status_code)

    def _search(self, at: str, place: str, text: str) -> None:
        """Search one output; an address that was asked for may come back in lower case."""
        given = self.given if self.given and self.given in at else ""
        for layer in layers(text) if len(text) < 20_000 else (text,):
            for seen in self.searcher.leaks(
                place, layer, self.own, is_open=place not in CLOSED_PLACES, given=given
            ):
                self.leaks.setdefault(seen, at)


def coverage(visits: Iterable[Visit], left_out: Mapping[str, str]) -> tuple[float, list[str]]:
    """Answer which part of the patterns was reached, and which was not without a reason given."""
    visits = list(visits)
    missed = [visit for visit in visits if not visit.is_reached]
    unexplained = [f"{v.pattern.name} {v.path} {v.answers}" for v in missed if v.pattern.name not in left_out]
    return 1 - len(missed) / len(visits), unexplained
