"""The mails that Mijn profiel sends: their places, and what the product says in them."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from portal.core.mail.types import MailKind, Placeholder, Wording

FEATURE: Final = "profile"
LINK: Final = Placeholder("link", _("Persoonlijke link"), "/voorbeeld/", is_link=True, is_needed=True)
PROFILE: Final = Placeholder("link", _("Adres van Mijn profiel"), "/voorbeeld/", is_link=True)


def _kind(
    name: str, title: Any, when: Any, to: Any, place: Placeholder, dutch: Wording, english: Wording
) -> MailKind:
    texts = {
        "nl": Wording(
            dutch.subject,
            f"Hallo,\n\n{dutch.body}\n\nMet vriendelijke groet,\nGemeente {{{{ municipality }}}}",
        ),
        "en": Wording(
            english.subject,
            f"Hello,\n\n{english.body}\n\nKind regards,\nMunicipality of {{{{ municipality }}}}",
        ),
    }
    return MailKind(FEATURE, name, title, when, to, texts, (place,))


KINDS: Final = (
    _kind(
        "confirm_email",
        _("Bevestig uw e-mailadres"),
        _("Iemand geeft in Mijn profiel een e-mailadres op."),
        _("Het adres dat is opgegeven"),
        LINK,
        Wording(
            "Bevestig uw e-mailadres bij gemeente {{ municipality }}",
            "U gaf dit e-mailadres op bij gemeente {{ municipality }}.\n\n"
            "[[Bevestig uw e-mailadres]]({{ link }})\n\n"
            "De link werkt een uur en kan één keer worden gebruikt. U moet ingelogd zijn.\n"
            "Hebt u dit adres niet zelf opgegeven? Dan hoeft u niets te doen.",
        ),
        Wording(
            "Confirm your e-mail address with {{ municipality }}",
            "You gave this e-mail address to the municipality of {{ municipality }}.\n\n"
            "[[Confirm your e-mail address]]({{ link }})\n\n"
            "The link works for one hour and can be used once. You must be signed in.\n"
            "Did you not give this address yourself? Then you need not do anything.",
        ),
    ),
    _kind(
        "email_changed",
        _("E-mailadres gewijzigd"),
        _("Iemand vult in Mijn profiel een ander e-mailadres in."),
        _("Het adres van daarvoor"),
        LINK,
        Wording(
            "Uw e-mailadres bij gemeente {{ municipality }} is gewijzigd",
            "Iemand heeft in uw profiel bij gemeente {{ municipality }} een ander e-mailadres ingevuld.\n"
            "Was u dat zelf? Dan hoeft u niets te doen.\n\n"
            "Was u het niet? Log dan in en zet uw adres terug:\n\n{{ link }}\n\n"
            "Neem daarna contact op met de gemeente.",
        ),
        Wording(
            "Your e-mail address with {{ municipality }} was changed",
            "Somebody filled in another e-mail address in your profile with the municipality of {{ municipality }}.\n"
            "Was that you? Then you need not do anything.\n\n"
            "Was it not you? Then sign in and put your address back:\n\n{{ link }}\n\n"
            "After that, contact the municipality.",
        ),
    ),
    _kind(
        "sign_in_changed",
        _("Inloggen met een ander e-mailadres"),
        _("Iemand bevestigt een ander e-mailadres en logt daar voortaan mee in."),
        _("Het adres van daarvoor"),
        PROFILE,
        Wording(
            "U logt bij gemeente {{ municipality }} in met een ander e-mailadres",
            "Vanaf nu logt u bij gemeente {{ municipality }} in met een ander e-mailadres. Dit adres werkt niet meer. "
            "Was u dat zelf? Dan hoeft u niets te doen.\n\n"
            "Was u het niet? Neem dan meteen contact op met de gemeente.",
        ),
        Wording(
            "You sign in to {{ municipality }} with another e-mail address",
            "From now on you sign in to the municipality of {{ municipality }} with another e-mail address. This "
            "address no longer works. Was that you? Then you need not do anything.\n\n"
            "Was it not you? Then contact the municipality at once.",
        ),
    ),
)
