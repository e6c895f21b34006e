"""The texts that the product brings along hold together."""

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
