"""The texts that the product brings along hold together."""

import re
from collections import Counter

from portal.products import library, upl
from portal.products.models.categories import Icon


def test_every_product_belongs_to_a_subject_that_exists() -> None:
    subjects = {subject.slug for subject in library.subjects()}

    assert {entry.subject for entry in library.entries().values()} <= subjects


def test_every_product_bears_a_name_of_the_national_list() -> None:
    assert [entry.slug for entry in library.entries().values() if not upl.uri_of(entry.upl)] == []


def test_every_product_leads_to_others_that_exist() -> None:
    known = library.entries()

    assert [
        (entry.slug, slug) for entry in known.values() for slug in entry.related if slug not in known
    ] == []


def test_every_subject_has_a_picture_that_editors_can_choose_too() -> None:
    assert {subject.icon for subject in library.subjects()} <= set(Icon.values)


def test_texts_fit_in_their_columns() -> None:
    entries = library.entries().values()

    assert all(
        len(entry.name) <= 100 and len(entry.summary) <= 300 and len(entry.action) <= 64 for entry in entries
    )
    assert all(len(word) <= 60 for entry in entries for word in entry.keywords)


def test_there_are_sixty_products_in_eight_categories() -> None:
    used = Counter(entry.subject for entry in library.entries().values())

    assert (used.total(), len(used), len(library.subjects())) == (60, 8, 8)


def test_every_product_tells_at_length_what_it_costs_asks_and_takes() -> None:
    for entry in library.entries().values():
        assert len(re.findall(r"\w[\w'’.-]*", entry.content)) >= 120, entry.slug
        assert entry.costs, entry.slug
        assert len(re.findall(r"^- ", entry.content, re.MULTILINE)) >= 2, f"{entry.slug}: conditions"
        assert len(re.findall(r"^\d\. ", entry.content, re.MULTILINE)) >= 3, f"{entry.slug}: steps"


def test_no_two_products_share_a_paragraph() -> None:
    texts = [paragraph for entry in library.entries().values() for paragraph in paragraphs(entry)]

    assert [text for text, times in Counter(texts).items() if times > 1] == []


def paragraphs(entry: library.Entry) -> list[str]:
    """List all that a product says, but for its headings."""
    written = [entry.summary, entry.costs, *(asked.answer for asked in entry.questions)]
    blocks = re.split(r"\n\s*\n|^#.*$", entry.content, flags=re.MULTILINE)
    return [" ".join(text.split()) for text in [*written, *blocks] if text.strip()]
