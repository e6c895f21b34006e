"""The steps of operations: small, in order, and each may be run again without harm.

A list per kind of operation. A kind without a list is a name so far: nobody can ask for it.
"""

from django.utils.translation import gettext_lazy as _

from provisioning.lifecycle.types import OperationKind

from . import (
    adjustable,
    administrator,
    configuring,
    content,
    copying,
    directory,
    features,
    going_live,
    hosts,
    keys,
    maintenance,
    naming,
    releasing,
    role,
    schema,
    site,
    smoke,
    spare,
    standing,
    switching,
    trial,
)
from .kinds import StepKind

OPENING = (
    StepKind("directory", _("Gemeente inschrijven"), directory.run, directory.undo, settles=True),
    StepKind("role", _("Eigen databaserol maken"), role.run, role.undo, whole=False),
    StepKind("schema", _("Tabellen klaarzetten"), schema.run, schema.undo, whole=False),
    StepKind("keys", _("Eigen sleutel maken"), keys.run),
    StepKind("site", _("Hostnaam aan het portaal koppelen"), site.run, inside=True, urls=False),
    StepKind("content", _("Pagina's en teksten plaatsen"), content.run, inside=True, urls=False),
    StepKind("features", _("Onderdelen aanzetten"), features.run),
    StepKind("administrator", _("Eerste beheerder uitnodigen"), administrator.run, inside=True),
    StepKind("release", _("Configuratie vastleggen"), releasing.open_first),
    StepKind(
        "smoke", _("Portaal proberen"), smoke.run, whole=False, ahead=smoke.ahead, after="features"
    ),  # neither invitation nor release changes the page
    StepKind("trial", _("Portaal openstellen"), trial.run, trial.undo),
)
"""The directory's row comes first, so that a crash leaves something to find; serving comes last."""

STEPS: dict[OperationKind, tuple[StepKind, ...]] = {
    OperationKind.OPEN: OPENING,
    OperationKind.CLONE: (
        StepKind("blueprint", _("Inrichting van de andere gemeente lezen"), copying.run),
        *OPENING,
    ),
    OperationKind.SPARE: (
        StepKind("directory", _("Reserve inschrijven"), spare.enlist, directory.undo),
        *OPENING[1:6],
        StepKind("keep", _("Reserve klaarzetten"), spare.keep, spare.undo_keep),
    ),
    OperationKind.DISCARD: (StepKind("discard", _("Reserve opruimen"), spare.discard),),
    OperationKind.GO_LIVE: (
        StepKind("facts", _("In het portaal kijken"), going_live.look, inside=True),
        StepKind("live", _("Portaal live zetten"), going_live.run),
    ),
    OperationKind.SUSPEND: (
        StepKind("suspend", _("Portaal sluiten"), standing.suspend, standing.undo_suspend),
    ),
    OperationKind.RESUME: (
        StepKind("resume", _("Portaal weer openen"), standing.resume, standing.undo_resume),
    ),
    OperationKind.MAINTENANCE: (
        StepKind("maintenance", _("Onderhoudspagina tonen"), maintenance.run, maintenance.undo),
        StepKind(
            "ending", _("Einde van het onderhoud inplannen"), maintenance.plan_end, maintenance.cancel_end
        ),
    ),
    OperationKind.SWITCH_FEATURE: (
        StepKind("switch", _("Onderdeel schakelen"), switching.run, switching.undo, configures=True),
    ),
    OperationKind.CHANGE_DOMAINS: (
        StepKind("hosts", _("Webadressen wijzigen"), hosts.run, hosts.undo, configures=True),
        StepKind(
            "site",
            _("Hoofdadres in het portaal bijwerken"),
            site.run,
            hosts.undo_site,
            inside=True,
            urls=False,
        ),
    ),
    OperationKind.CHANGE_SETTINGS: (
        StepKind("settings", _("Naam, thema en plan wijzigen"), naming.run, naming.undo, configures=True),
        StepKind(
            "site", _("Naam in het portaal bijwerken"), site.run, naming.undo_site, inside=True, urls=False
        ),
        StepKind(
            "adjustable",
            _("Vastleggen wat de gemeente zelf mag aanpassen"),
            adjustable.run,
            adjustable.undo,
        ),
    ),
    OperationKind.ROLL_BACK: (
        StepKind("roll_back", _("Oudere release terugzetten"), releasing.roll_back, releasing.undo_roll_back),
    ),
    OperationKind.CONFIGURE: (
        StepKind("configure", _("Configuratie uit het bestand overnemen"), configuring.run, configuring.undo),
    ),
}
"""Which steps an operation of each kind has."""


def kind_of(operation: OperationKind, key: str) -> StepKind:
    """Find what to run for a step.

    :raises KeyError: when this release does not know it.
    """
    for kind in STEPS.get(operation, ()):
        if kind.key == key:
            return kind
    raise KeyError(f"{operation}: {key}")


__all__ = ["OPENING", "STEPS", "StepKind", "kind_of"]
