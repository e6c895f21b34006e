"""Why a mail did not leave, and what to do about it, where that is otherwise than of what goes to other systems."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from integrations import outbox
from integrations.outbox.types import Own

REASONS: Final[Mapping[str, outbox.Explained]] = {
    Own.NOBODY_THERE: outbox.Explained(
        _("De mailserver van de ontvanger kent dit e-mailadres niet."),
        _(
            "Klopt het adres toch? Kies dan Opnieuw versturen. Zo niet, bereik de ontvanger dan op een andere manier "
            "en kies Intrekken."
        ),
        is_last=True,
    ),
    Own.RETURNED: outbox.Explained(
        _("Deze e-mail is later teruggekomen: de ontvanger heeft haar niet gekregen."),
        _(
            "Opnieuw versturen kan niet, want de tekst is al gewist. Bereik de ontvanger op een andere manier en kies "
            "Intrekken."
        ),
        is_last=True,
    ),
}
