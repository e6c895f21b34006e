"""Read the configuration of another municipality, once: what is copied is what it was then."""

from django.utils.translation import gettext as _

from provisioning.lifecycle import blueprints
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants.models import Tenant

from . import place


def run(operation: Operation) -> None:
    """Make a blueprint of the other and keep it with the operation, for whoever goes on after us.

    :raises StepError: when the other is gone, or says what no blueprint may.
    """
    if operation.parameters["blueprint"]:
        return
    source = Tenant.objects.filter(uuid=operation.parameters["source"]).first()
    if source is None:
        raise StepError(_("De gemeente die wordt overgenomen, bestaat niet meer."), permanent=True)
    blueprint = blueprints.exported(source)
    if wrong := blueprints.problems(blueprint):
        place_of_first, text = wrong[0]
        raise StepError(
            _("De inrichting van die gemeente kan niet worden overgenomen. %(place)s: %(text)s")
            % {"place": place_of_first, "text": text},
            permanent=True,
        )
    place.remember(operation, blueprint=blueprint)
