"""The subjects that are published, as a tree: one query, walked in memory."""

from collections.abc import Iterable

from portal.products import policy
from portal.products.models import Category
from portal.products.policy import Visitor


class Tree:
    """Published subjects below published subjects, and who may see them.

    :param categories: in the order in which they are shown.
    """

    def __init__(self, categories: Iterable[Category], visitor: Visitor) -> None:
        self._visitor = visitor
        self._by_id = {category.pk: category for category in categories if category.is_published}

    def roots(self) -> list[Category]:
        """List the subjects at the top that the visitor may see."""
        return self.below(None)

    def below(self, category: Category | None) -> list[Category]:
        """List the subjects directly below one that the visitor may see."""
        parent = category.pk if category else None
        return [child for child in self._by_id.values() if child.parent_id == parent and self._is_open(child)]

    def every(self) -> list[Category]:
        """List all subjects that the visitor may see, each after the one that it stands under."""
        found: list[Category] = []
        waiting = self.roots()
        while waiting:
            category = waiting.pop(0)
            found.append(category)
            waiting = [*self.below(category), *waiting]
        return found

    def trail(self, category: Category) -> list[Category]:
        """List a subject and all above it, from the top; empty when one of them is not published."""
        trail: list[Category] = []
        step: Category | None = category
        while step and step not in trail:
            trail.insert(0, step)
            if step.parent_id is None:
                return trail
            step = self._by_id.get(step.parent_id)
        return []

    def path(self, category: Category) -> str:
        """Make the part of the address that names a subject."""
        return "/".join(step.slug for step in self.trail(category))

    def get(self, identity: int | None) -> Category | None:
        """Answer a subject that the visitor may see, or None."""
        category = self._by_id.get(identity) if identity else None
        is_seen = category and self.trail(category) and all(map(self._is_open, self.trail(category)))
        return category if is_seen else None

    def at(self, path: str) -> Category:
        """Answer the subject at an address.

        :raises Category.DoesNotExist: when there is none.
        :raises RefusedError: when it is not for this visitor.
        """
        slug = path.rpartition("/")[2]
        category = next((one for one in self._by_id.values() if one.slug == slug), None)
        if category is None or self.path(category) != path:
            raise Category.DoesNotExist
        if not self.get(category.pk):
            raise policy.RefusedError
        return category

    def _is_open(self, category: Category) -> bool:
        return policy.may_see(self._visitor, category)
