"""The steps of operations: small, in order, and each may be run again without harm."""

from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle.types import OperationKind

from . import administrator, content, directory, features, keys, role, schema, site, smoke, trial
from .kinds import StepKind

OPENING = (
    StepKind("directory", _("Gemeente inschrijven"), directory.run),
    StepKind("role", _("Eigen databaserol maken"), role.run, whole=False),
    StepKind("schema", _("Tabellen klaarzetten"), schema.run, whole=False),
    StepKind("keys", _("Eigen sleutel maken"), keys.run),
    StepKind("site", _("Hostnaam aan het portaal koppelen"), site.run, inside=True),
    StepKind("content", _("Pagina's en teksten plaatsen"), content.run, inside=True),
    StepKind("features", _("Onderdelen aanzetten"), features.run),
    StepKind("administrator", _("Eerste beheerder uitnodigen"), administrator.run, inside=True),
    StepKind("smoke", _("Portaal proberen"), smoke.run, whole=False),
    StepKind("trial", _("Portaal openstellen"), trial.run),
)
"""The directory's row comes first, so that a crash leaves something to find; serving comes last."""

STEPS = {OperationKind.OPEN: OPENING}
"""Which steps an operation of each kind has."""

_KINDS = {kind.key: kind for kinds in STEPS.values() for kind in kinds}


def kind_of(key: str) -> StepKind:
    """Find what to run for a step.

    :raises KeyError: when this release does not know it.
    """
    return _KINDS[key]


__all__ = ["OPENING", "STEPS", "StepKind", "kind_of"]
