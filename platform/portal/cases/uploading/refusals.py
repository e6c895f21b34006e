"""Why a document was not added to a case, and what to do about it, for the functional manager."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from integrations import outbox
from integrations.outbox.types import Own
from integrations.zgw.types.sending import Refusal

REASONS: Final[Mapping[str, outbox.Explained]] = {
    Refusal.NO_CASE: outbox.Explained(
        _("Het zaaksysteem laat deze zaak niet zien, of zij is niet meer van wie het document stuurde."),
        _(
            "Kijk in het zaaksysteem wat er met de zaak is. Hoort het document er nog bij? Kies dan Opnieuw versturen. "
            "Zo niet, kies dan Intrekken en laat dat de inwoner weten."
        ),
        is_last=True,
    ),
    Refusal.CASE_ENDED: outbox.Explained(
        _("De zaak is afgesloten nadat het document was gestuurd."),
        _(
            "Is het document nog nodig? Heropen dan de zaak in het zaaksysteem en kies Opnieuw versturen. "
            "Zo niet, kies dan Intrekken en laat dat de inwoner weten."
        ),
        is_last=True,
    ),
    Refusal.NOT_TAKEN: outbox.Explained(
        _("Het zaaksysteem neemt dit document niet aan."),
        _(
            "Vraag de leverancier van het zaaksysteem waarom, en of bij deze zaak dit soort document en dit soort "
            "bestand mag."
        ),
    ),
    Refusal.NOT_ALLOWED: outbox.Explained(
        _("De website mag in het zaaksysteem geen documenten toevoegen."),
        _(
            "Vraag de beheerder van het zaaksysteem de website het recht te geven om documenten te maken en aan een "
            "zaak te verbinden."
        ),
    ),
    Own.NOBODY_THERE: outbox.Explained(
        _("Het document is hier niet meer."),
        _("Kies Intrekken, en vraag de inwoner het opnieuw te sturen."),
        is_last=True,
    ),
}
