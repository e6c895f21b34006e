"""Search with PostgreSQL's full text and trigrams, in the tenant's own schema."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import psycopg
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import TextField, Value
from django.db.models.functions import Now, Replace
from django.utils import timezone

from portal.search import addresses, folding, highlights, spelling, statements
from portal.search.models import CONFIGURATIONS, IndexedDocument
from portal.search.types import PAGE_SIZE, Document, Hit, Question, Results

MOST_WORDS = 10
FEW = 3
"""With fewer hits than this the search goes on with words that were probably meant."""
PATIENCE = 2000
"""Milliseconds that one statement may take."""
REPLACED = [
    "title", "summary", "body", "keywords_text", "plain", "url_name", "url_args", "path", "boost",
    "indexed_at",
]  # fmt: skip


class PostgresBackend:
    """The embedded back end: needs nothing but the database that is there anyway."""

    def index(self, documents: Sequence[Document]) -> None:
        """Write documents; one with the same kind, key and language is replaced."""
        IndexedDocument.objects.bulk_create(
            [_row(document) for document in documents],
            update_conflicts=True,
            unique_fields=["kind", "key", "language"],
            update_fields=REPLACED,
        )

    def remove(self, *, kind: str, keys: Sequence[str]) -> None:
        """Remove documents, in all languages."""
        IndexedDocument.objects.filter(kind=kind, key__in=keys).delete()

    @transaction.atomic
    def replace(self, *, kind: str, documents: Iterable[Document]) -> None:
        """Make these the only documents of a kind, at once or not at all."""
        IndexedDocument.objects.filter(kind=kind).delete()
        self.index(list(documents))

    def reword(self, *, kind: str, old: str, new: str) -> None:
        """Put other words in the place of some, with one statement; the vector follows by itself."""
        IndexedDocument.objects.filter(kind=kind, body__contains=old).update(
            body=Replace("body", Value(old), Value(highlights.strip(new)), output_field=TextField()),
            indexed_at=Now(),
        )

    def count(self) -> int:
        """Count the documents of the entered tenant."""
        return IndexedDocument.objects.count()

    def search(self, question: Question) -> Results:
        """Find what a visitor asks for; what takes too long is given up."""
        try:
            return _search(question)
        except OperationalError as error:
            if isinstance(error.__cause__, psycopg.errors.QueryCanceled):
                return Results(is_late=True)
            raise


def _row(document: Document) -> IndexedDocument:
    keywords = " ".join(document.keywords)
    return IndexedDocument(
        kind=document.kind,
        key=document.key,
        language=document.language,
        title=highlights.strip(document.title)[:300],
        summary=highlights.strip(document.summary),
        body=highlights.strip(document.body),
        keywords_text=highlights.strip(keywords),
        plain=" ".join(folding.words(f"{document.title} {keywords}")),
        url_name=document.url_name,
        url_args=list(document.url_args),
        path=document.path,
        boost=document.boost,
        indexed_at=timezone.now(),
    )


def _search(question: Question) -> Results:
    words = folding.words(question.text)[:MOST_WORDS]
    if not words:
        return Results()
    strictly = _find(question, [[word] for word in words])
    if sum(strictly.counts.values()) >= FEW:
        return strictly
    meant = _corrections(question, words)
    loosely = _find(question, [[word, *meant.get(word, [])] for word in words], loosely=True)
    return replace(
        loosely,
        corrected=" ".join(meant[word][0] if word in meant else word for word in words) if meant else "",
        suggestions=() if loosely.counts else _hits(_fetch(statements.SUGGESTIONS, _scope(question))),
    )


def _find(question: Question, alternatives: Sequence[Sequence[str]], *, loosely: bool = False) -> Results:
    """Find a page of the documents in which all words occur; loosely, at least half of them."""
    values = {
        **_scope(question),
        **_asked(alternatives),
        "kind": question.kind,
        "loosely": loosely,
        "share": 0.5 if loosely else 1,
        "limit": PAGE_SIZE,
        "offset": PAGE_SIZE * (question.page - 1),
        "whole": highlights.WHOLE,
        "fragment": highlights.FRAGMENT,
    }
    rows = _fetch(statements.FIND, values)
    counts: Mapping[str, int] = json.loads(rows[0][0] or "{}")
    total = counts.get(question.kind, 0) if question.kind else sum(counts.values())
    return Results(hits=_hits(rows), total=total, counts=counts)


def _corrections(question: Question, words: Sequence[str]) -> dict[str, list[str]]:
    """Say which known word was probably meant by words that occur nowhere."""
    known: dict[str, list[tuple[str, str]]] = {}
    values = {**_scope(question), **_asked([[word] for word in words])}
    for word, folded, written in _fetch(statements.NEAR, values):
        known.setdefault(word, []).append((folded, written))
    meant = {word: spelling.nearest(word, candidates) for word, candidates in known.items()}
    return {word: [best] for word, best in meant.items() if best}


def _scope(question: Question) -> dict[str, Any]:
    languages = dict.fromkeys([question.language, settings.LANGUAGE_CODE])
    return {
        "kinds": list(question.kinds),
        "language": question.language,
        "languages": list(languages),
        "configurations": [CONFIGURATIONS.get(language, "simple") for language in languages],
    }


def _asked(alternatives: Sequence[Sequence[str]]) -> dict[str, Any]:
    given = [(place, folding.fold(word)) for place, meant in enumerate(alternatives) for word in meant]
    return {
        "places": [place for place, _ in given],
        "words": [word for _, word in given],
        "prefixes": [f"'{word}':*" for _, word in given],
    }


def _hits(rows: Iterable[Sequence[Any]]) -> list[Hit]:
    hits = []
    for _, kind, key, language, url_name, url_args, path, title, excerpt in rows:
        url = addresses.find(url_name, url_args) if url_name else path
        if kind and url:  # no kind: the row that carries the counts alone
            hits.append(Hit(kind, key, highlights.to_html(title), highlights.to_html(excerpt), language, url))
    return hits


def _fetch(statement: str, values: Mapping[str, Any]) -> list[Any]:
    """Run a statement that may not take long: the limit travels in the same message, and ends with it."""
    limited = f"SET LOCAL statement_timeout = {PATIENCE}; {statement}; SET LOCAL statement_timeout = DEFAULT"
    with connection.cursor() as cursor:
        cursor.execute(limited, values)
        cursor.nextset()
        rows: list[Any] = cursor.fetchall()
    return rows
