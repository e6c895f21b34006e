"""Who sees which subjects, and where they stand."""

from typing import Any

import pytest

from portal.products import policy
from portal.products.models import Category
from portal.products.policy import Visitor
from portal.products.tree import Tree


def category(identity: int, slug: str, parent: int | None = None, **values: Any) -> Category:
    return Category(pk=identity, slug=slug, name=slug, parent_id=parent, **{"is_published": True} | values)


def test_a_subject_is_found_by_the_slugs_on_the_way_to_it() -> None:
    tree = Tree([category(1, "wonen"), category(2, "huren", 1), category(3, "sociaal", 2)], Visitor.ANONYMOUS)

    found = tree.at("wonen/huren/sociaal")

    assert found.pk == 3
    assert tree.path(found) == "wonen/huren/sociaal"
    assert [step.slug for step in tree.trail(found)] == ["wonen", "huren", "sociaal"]


@pytest.mark.parametrize("path", ["sociaal", "huren/wonen", "wonen/sociaal", "wonen/niets", ""])
def test_another_way_leads_nowhere(path: str) -> None:
    tree = Tree([category(1, "wonen"), category(2, "huren", 1), category(3, "sociaal", 2)], Visitor.ANONYMOUS)

    with pytest.raises(Category.DoesNotExist):
        tree.at(path)


def test_what_stands_under_something_unpublished_does_not_exist() -> None:
    tree = Tree([category(1, "wonen", is_published=False), category(2, "huren", 1)], Visitor.ANONYMOUS)

    assert tree.roots() == []
    assert tree.get(2) is None
    with pytest.raises(Category.DoesNotExist):
        tree.at("wonen/huren")


@pytest.mark.covers("P-106", "P-108")
def test_each_kind_of_visitor_sees_what_is_for_them() -> None:
    rows = [
        category(1, "afval"),
        category(2, "zorg", for_anonymous=False, for_companies=False),
        category(3, "vergunning", for_anonymous=False, for_citizens=False),
    ]

    seen = {visitor: [row.slug for row in Tree(rows, visitor).roots()] for visitor in Visitor}

    assert seen == {
        Visitor.ANONYMOUS: ["afval"],
        Visitor.CITIZEN: ["afval", "zorg"],
        Visitor.COMPANY: ["afval", "vergunning"],
    }


@pytest.mark.covers("P-108")
def test_what_is_for_others_is_refused_with_all_below_it() -> None:
    tree = Tree([category(1, "zorg", for_anonymous=False), category(2, "wmo", 1)], Visitor.ANONYMOUS)

    assert tree.get(2) is None
    for path in ("zorg", "zorg/wmo"):
        with pytest.raises(policy.RefusedError):
            tree.at(path)


def test_every_subject_follows_the_one_that_it_stands_under() -> None:
    rows = [category(3, "c", 1), category(1, "a"), category(4, "d", 3), category(2, "b")]

    assert [row.slug for row in Tree(rows, Visitor.ANONYMOUS).every()] == ["a", "c", "d", "b"]
