"""Words for webhooks: what is told, how far a delivery is, and what the other side answered."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from integrations.connections.health.texts import REASONS
from integrations.errors import Reason
from provisioning.webhooks.types import DeliveryState, EventKind

EVENTS: Final[Mapping[EventKind, Promise]] = {
    EventKind.DONE: _("Opdracht klaar"),
    EventKind.FAILED: _("Opdracht mislukt"),
    EventKind.UNDONE: _("Opdracht ongedaan gemaakt"),
}
STATES: Final[Mapping[DeliveryState, tuple[Promise, str]]] = {
    DeliveryState.WAITING: (_("Wacht"), "info"),
    DeliveryState.DELIVERED: (_("Aangekomen"), "success"),
    DeliveryState.DEAD: (_("Opgegeven"), "error"),
}
"""Each with the kind of badge that shows it."""
OURS: Final[Mapping[str, Promise]] = {
    Reason.ADDRESS_REFUSED: _("Dit adres is niet openbaar. Daar mogen wij niets heen sturen."),
    Reason.SECRET_UNREADABLE: _("Het bewaarde geheim is niet te lezen. Geef een nieuw geheim."),
}
"""What is said otherwise here than of a municipality's connections."""
REFUSED: Final = "refused"


def answer(status: int | None, error: str) -> str:
    """Say what came of the last attempt; nothing when there was none."""
    if status is not None:
        text = _t("%(status)d, niet aangenomen") if error else _t("%(status)d, aangenomen")
        return text % {"status": status}
    known: Promise | None = OURS.get(error) or REASONS.get(error)
    if known:
        return str(known)
    return _t("Het versturen ging bij ons mis.") if error else ""
