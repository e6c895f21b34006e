"""Write the settings of a new municipality from its blueprint; what editors have changed stays."""

from collections.abc import Iterable, Mapping
from typing import Any

from .models import ContactDetails, OneRow, Texts


def fill(blueprint: Mapping[str, Any]) -> None:
    """Write what is not there yet."""
    english = blueprint.get("english", {})
    announcement = blueprint.get("announcement", {})
    _once(
        Texts,
        tagline=blueprint.get("tagline", ""),
        tagline_en=english.get("tagline", ""),
        welcome=blueprint.get("welcome", ""),
        welcome_en=english.get("welcome", ""),
        announcement=announcement.get("text", ""),
        announcement_en=english.get("announcement", ""),
        announcement_level="warning" if announcement.get("level") == "warn" else "info",
    )
    _once(ContactDetails, **_contact(blueprint.get("contact", {}), english.get("contact", {})))


def _contact(contact: Mapping[str, Any], english: Mapping[str, Any]) -> dict[str, Any]:
    address = contact.get("address", {})
    return {
        "phone": contact.get("phone", ""),
        "email": contact.get("email", ""),
        "intro": contact.get("intro", ""),
        "intro_en": english.get("intro", ""),
        "hours": _lines(contact.get("hours", ())),
        "hours_en": _lines(english.get("hours", ())),
        "place_name": address.get("name", ""),
        "street": address.get("street", ""),
        "postcode": address.get("postcode", ""),
        "city": address.get("city", ""),
    }


def _lines(hours: Iterable[Mapping[str, str]]) -> str:
    return "\n".join(f"{line['days']}: {line['hours']}" for line in hours)


def _once(model: type[OneRow], **values: Any) -> None:
    model._default_manager.get_or_create(id=1, defaults=values)
