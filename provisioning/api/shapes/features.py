"""Features of a municipality."""

from collections.abc import Mapping

from .base import Flag, Given, Reason, Told


class Feature(Told):
    """A feature that can be switched."""

    key: str
    name: str
    description: str
    needs: list[str]
    is_on: bool


class FeatureList(Told):
    """All features of a municipality that can be switched."""

    items: list[Feature]

    def changeable(self) -> Mapping[str, bool]:
        """Answer what can change of it."""
        return {each.key: each.is_on for each in self.items}


class FeatureSwitch(Given):
    """To which side."""

    is_on: Flag
    reason: Reason = ""
