"""Whether a feature may be switched: what it needs, and what needs it."""

from collections.abc import Set

from django.utils.translation import gettext as _

from .known import Known, features


def refusals(feature: str, *, on: bool, is_on: Set[str]) -> list[str]:
    """List what stands in the way of switching a feature of a tenant; nothing when it may be done."""
    known = Known(features=features())
    wanted = known.features.get(feature)
    if wanted is None:
        return [_("Onderdeel “%(key)s” bestaat niet. Kies een onderdeel uit de lijst.") % {"key": feature}]
    if not wanted.switchable:
        return [_("“%(feature)s” hoort bij elk portaal en heeft geen schakelaar.") % {"feature": wanted.name}]
    if on:
        return [
            _("“%(feature)s” werkt alleen samen met “%(needed)s”. Zet dat eerst aan.")
            % {"feature": wanted.name, "needed": known.feature_name(needed)}
            for needed in known.missing_for(wanted, set(is_on))
        ]
    return [
        _("“%(other)s” werkt alleen samen met “%(feature)s”. Zet “%(other)s” eerst uit.")
        % {"feature": wanted.name, "other": other.name}
        for other in known.features.values()
        if other.key in is_on and feature in other.needs
    ]
