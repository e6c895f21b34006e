"""The PostgreSQL back end's table, in each tenant's schema. Features use `operations`, never this model."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, F, When
from django.db.models.expressions import Combinable, Expression
from django.utils import timezone

CONFIGURATIONS = {"nl": "dutch_unaccent", "en": "english_unaccent"}
"""Text search configurations that fold accents before they stem; provisioning makes them."""
WEIGHTS = {"title": "A", "keywords_text": "B", "summary": "C", "body": "D"}


def _weighted(configuration: str) -> Combinable:
    parts = [SearchVector(F(name), config=configuration, weight=weight) for name, weight in WEIGHTS.items()]
    # The words as they are written, so that a word that is still being typed is found too: stems of
    # unfinished words often differ from the stem of the whole one.
    whole: Combinable = SearchVector(F("plain"), config="simple", weight="B")
    for part in parts:
        whole = whole + part
    return whole


def _vector() -> Expression:
    english = When(language="en", then=_weighted(CONFIGURATIONS["en"]))
    return Case(english, default=_weighted(CONFIGURATIONS["nl"]), output_field=SearchVectorField())


class IndexedDocument(models.Model):
    """A document that can be found, in one language."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    language = models.CharField(max_length=7, default="nl")
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    keywords_text = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    """Title and keywords, folded: for unfinished words, parts of compounds and typing errors."""
    url_name = models.CharField(max_length=100, blank=True)
    url_args = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    path = models.CharField(max_length=500, blank=True)
    boost = models.PositiveSmallIntegerField(default=0)
    indexed_at = models.DateTimeField(default=timezone.now)
    vector = models.GeneratedField(
        expression=_vector(), output_field=SearchVectorField(null=True), db_persist=True
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="search_document_once")
        ]
        indexes: ClassVar = [
            GinIndex(fields=["vector"], name="search_vector"),
            GinIndex(fields=["plain"], opclasses=["gin_trgm_ops"], name="search_trigrams"),
        ]

    def __str__(self) -> str:
        return self.title
