"""The mails that accounts send: their places, and what the product says in them."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.mail.types import MailKind, Placeholder, Wording

FEATURE: Final = "accounts"
CLOSING: Final = "\n\nMet vriendelijke groet,\nGemeente {{ municipality }}"
CLOSING_EN: Final = "\n\nKind regards,\nMunicipality of {{ municipality }}"


def _greeting(given: Mapping[str, Any]) -> str:
    name = given.get("name") or getattr(given.get("user"), "first_name", "")
    return _("Hallo %s") % name if name else _("Hallo")


def _inviter(given: Mapping[str, Any]) -> str:
    inviter = given.get("inviter")
    return inviter.get_full_name() if inviter else ""


def _step(given: Mapping[str, Any]) -> str:
    if given.get("is_app"):
        return _("is een app gekoppeld die codes maakt")
    return _("hoort nu een telefoonnummer waarop u codes krijgt")


def _forgotten(given: Mapping[str, Any]) -> str:
    if not given.get("forgotten"):
        return ""
    return _('Weet u uw wachtwoord niet meer? Kies dan op de pagina om in te loggen "Wachtwoord vergeten?".')


GREETING: Final = Placeholder(
    "greeting", gettext_lazy("Groet met de voornaam, als die bekend is"), "Hallo Noor", _greeting
)
LINK: Final = Placeholder(
    "link", gettext_lazy("Persoonlijke link"), "/voorbeeld/", is_link=True, is_needed=True
)
HOURS: Final = Placeholder("hours", gettext_lazy("Zoveel uur werkt de link"), "24")
DAYS: Final = Placeholder("days", gettext_lazy("Zoveel dagen werkt de link"), "7")
CODE: Final = Placeholder("code", gettext_lazy("De code om in te loggen"), "123456", is_needed=True)
INVITER: Final = Placeholder("inviter", gettext_lazy("Naam van wie uitnodigt"), "Fatima Yilmaz", _inviter)
STEP: Final = Placeholder(
    "step", gettext_lazy("Wat er is toegevoegd"), "is een app gekoppeld die codes maakt", _step
)
FORGOTTEN: Final = Placeholder(
    "forgotten_help",
    gettext_lazy("Uitleg voor wie het wachtwoord niet meer weet; leeg voor medewerkers"),
    "Weet u uw wachtwoord niet meer?",
    _forgotten,
)
SELF: Final = gettext_lazy("De persoon zelf")


def _kind(
    name: str,
    title: Any,
    when: Any,
    places: tuple[Placeholder, ...],
    dutch: tuple[str, str],
    english: tuple[str, str],
    to: Any = SELF,
) -> MailKind:
    texts = {
        "nl": Wording(dutch[0], f"{{{{ greeting }}}},\n\n{dutch[1]}{CLOSING}"),
        "en": Wording(english[0], f"{{{{ greeting }}}},\n\n{english[1]}{CLOSING_EN}"),
    }
    return MailKind(FEATURE, name, title, when, to, texts, (GREETING, *places))


KINDS: Final = (
    _kind(
        "invitation",
        gettext_lazy("Uitnodiging van een collega"),
        gettext_lazy("Een beheerder nodigt iemand uit om mee te werken aan de website."),
        (LINK, DAYS),
        (
            "Beheer van de website van gemeente {{ municipality }}",
            "U kunt vanaf nu meewerken aan de website van gemeente {{ municipality }}.\n\n"
            "[[Kies een wachtwoord]]({{ link }})\n\n"
            "De link werkt {{ days }} dagen en kan één keer worden gebruikt.\n"
            "Verwachtte u dit bericht niet? Dan hoeft u niets te doen.",
        ),
        (
            "Managing the website of {{ municipality }}",
            "From now on you can help to manage the website of the municipality of {{ municipality }}.\n\n"
            "[[Choose a password]]({{ link }})\n\n"
            "The link works for {{ days }} days and can be used once.\n"
            "Did you not expect this message? Then you need not do anything.",
        ),
        gettext_lazy("De collega"),
    ),
    _kind(
        "register",
        gettext_lazy("Bevestig uw account"),
        gettext_lazy("Iemand maakt een account met een e-mailadres en een wachtwoord."),
        (LINK, HOURS),
        (
            "Bevestig uw account bij gemeente {{ municipality }}",
            "U hebt een account gemaakt op de website van gemeente {{ municipality }}.\n"
            "Bevestig het met het wachtwoord dat u hebt gekozen.\n\n"
            "[[Bevestig uw account]]({{ link }})\n\n"
            "De link werkt {{ hours }} uur en kan één keer worden gebruikt.\n"
            "Hebt u geen account gemaakt? Dan hoeft u niets te doen. Er gebeurt niets.",
        ),
        (
            "Confirm your account with {{ municipality }}",
            "You made an account on the website of the municipality of {{ municipality }}.\n"
            "Confirm it with the password that you chose.\n\n"
            "[[Confirm your account]]({{ link }})\n\n"
            "The link works for {{ hours }} hours and can be used once.\n"
            "Did you not make an account? Then you need not do anything. Nothing will happen.",
        ),
    ),
    _kind(
        "register_known",
        gettext_lazy("U hebt al een account"),
        gettext_lazy("Iemand wil een account maken met een e-mailadres dat al een account heeft."),
        (LINK, FORGOTTEN),
        (
            "U hebt al een account bij gemeente {{ municipality }}",
            "Iemand wilde met dit e-mailadres een account maken op de website van gemeente {{ municipality }}.\n"
            "Maar u hebt al een account. U kunt gewoon inloggen.\n\n"
            "[[Inloggen]]({{ link }})\n\n"
            "{{ forgotten_help }}\n"
            "Was u dit niet zelf? Dan hoeft u niets te doen.",
        ),
        (
            "You already have an account with {{ municipality }}",
            "Somebody wanted to make an account with this e-mail address on the website of the municipality of "
            "{{ municipality }}.\nBut you already have an account. You can simply sign in.\n\n"
            "[[Sign in]]({{ link }})\n\n"
            "{{ forgotten_help }}\n"
            "Was this not you? Then you need not do anything.",
        ),
    ),
    _kind(
        "reset",
        gettext_lazy("Nieuw wachtwoord"),
        gettext_lazy("Iemand is het wachtwoord vergeten en vraagt een nieuw."),
        (LINK, HOURS),
        (
            "Nieuw wachtwoord voor gemeente {{ municipality }}",
            "U wilt een nieuw wachtwoord voor de website van gemeente {{ municipality }}.\n\n"
            "[[Kies een nieuw wachtwoord]]({{ link }})\n\n"
            "De link werkt {{ hours }} uur en kan één keer worden gebruikt.\n"
            "Hebt u hier niet om gevraagd? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het is.",
        ),
        (
            "New password for {{ municipality }}",
            "You want a new password for the website of the municipality of {{ municipality }}.\n\n"
            "[[Choose a new password]]({{ link }})\n\n"
            "The link works for {{ hours }} hours and can be used once.\n"
            "Did you not ask for this? Then you need not do anything. Your password stays as it is.",
        ),
    ),
    _kind(
        "proof",
        gettext_lazy("Inloggen na te veel verkeerde wachtwoorden"),
        gettext_lazy("Voor een account is vaak een verkeerd wachtwoord ingevuld, en iemand wil inloggen."),
        (LINK, HOURS),
        (
            "Inloggen bij gemeente {{ municipality }}",
            "Voor uw account bij gemeente {{ municipality }} is vaak een verkeerd wachtwoord ingevuld. "
            "Misschien was u dat niet zelf.\n\n"
            "Wilt u nu inloggen? Open dan deze link in de browser waarmee u wilt inloggen:\n\n{{ link }}\n\n"
            "De link werkt {{ hours }} uur en kan één keer worden gebruikt. Uw wachtwoord blijft zoals het is.\n"
            "Wilde u niet inloggen? Open de link dan niet.",
        ),
        (
            "Signing in to {{ municipality }}",
            "A wrong password was often filled in for your account with the municipality of {{ municipality }}. "
            "Maybe that was not you.\n\n"
            "Do you want to sign in now? Then open this link in the browser that you want to use:\n\n{{ link }}\n\n"
            "The link works for {{ hours }} hours and can be used once. Your password stays as it is.\n"
            "Did you not want to sign in? Then do not open the link.",
        ),
    ),
    _kind(
        "code",
        gettext_lazy("Code om in te loggen"),
        gettext_lazy("Iemand logt in en krijgt een code per e-mail."),
        (CODE,),
        (
            "Uw code voor gemeente {{ municipality }}",
            "Uw code om in te loggen bij gemeente {{ municipality }} is:\n\n{{ code }}\n\n"
            "De code werkt 5 minuten. Geef hem aan niemand.\n"
            "Logt u nu niet in? Dan weet iemand anders uw wachtwoord. Kies dan een nieuw wachtwoord op de website.",
        ),
        (
            "Your code for {{ municipality }}",
            "Your code to sign in to the municipality of {{ municipality }} is:\n\n{{ code }}\n\n"
            "The code works for 5 minutes. Give it to nobody.\n"
            "Are you not signing in now? Then somebody else knows your password. Choose a new one on the website.",
        ),
    ),
    _kind(
        "contact_invite",
        gettext_lazy("Uitnodiging om samen te werken"),
        gettext_lazy("Een inwoner nodigt iemand uit die nog geen account heeft."),
        (INVITER, LINK, DAYS),
        (
            "{{ inviter }} nodigt u uit bij gemeente {{ municipality }}",
            "{{ inviter }} wil met u samenwerken op de website van gemeente {{ municipality }}.\n\n"
            "[[Bekijk de uitnodiging]]({{ link }})\n\n"
            "De link werkt {{ days }} dagen en kan één keer worden gebruikt.\n"
            "Kent u deze persoon niet? Dan hoeft u niets te doen.",
        ),
        (
            "{{ inviter }} invites you to {{ municipality }}",
            "{{ inviter }} wants to work with you on the website of the municipality of {{ municipality }}.\n\n"
            "[[Look at the invitation]]({{ link }})\n\n"
            "The link works for {{ days }} days and can be used once.\n"
            "Do you not know this person? Then you need not do anything.",
        ),
        gettext_lazy("Wie is uitgenodigd"),
    ),
    _kind(
        "password_changed",
        gettext_lazy("Wachtwoord veranderd"),
        gettext_lazy("Iemand heeft het wachtwoord van een account veranderd."),
        (),
        (
            "Uw wachtwoord is veranderd",
            "Het wachtwoord van uw account bij gemeente {{ municipality }} is veranderd. "
            "Op andere apparaten bent u uitgelogd.\n\n"
            'Hebt u dit niet zelf gedaan? Kies dan meteen een nieuw wachtwoord met "Wachtwoord vergeten?" '
            "op de website, en neem contact op met de gemeente.",
        ),
        (
            "Your password was changed",
            "The password of your account with the municipality of {{ municipality }} was changed. "
            "You were signed out on other devices.\n\n"
            "Did you not do this yourself? Then choose a new password on the website at once, "
            "and contact the municipality.",
        ),
    ),
    _kind(
        "second_factor_added",
        gettext_lazy("Tweede stap toegevoegd"),
        gettext_lazy("Iemand heeft een app of telefoonnummer toegevoegd om mee in te loggen."),
        (STEP,),
        (
            "Inloggen gaat nu in twee stappen",
            "Bij uw account bij gemeente {{ municipality }} {{ step }}. Die code vult u in als u inlogt.\n\n"
            "Hebt u dit niet zelf gedaan? Neem dan meteen contact op met de gemeente.",
        ),
        (
            "Signing in now takes two steps",
            "A second step was added to your account with the municipality of {{ municipality }}: you fill in a "
            "code when you sign in.\n\n"
            "Did you not do this yourself? Then contact the municipality at once.",
        ),
    ),
    _kind(
        "second_factor_ended",
        gettext_lazy("Tweede stap gewist"),
        gettext_lazy("Een medewerker heeft de tweede stap gewist van iemand die hem kwijt was."),
        (LINK,),
        (
            "Uw tweede stap bij het inloggen is gewist",
            "Een medewerker van gemeente {{ municipality }} heeft uw tweede stap bij het inloggen gewist, omdat u "
            "die kwijt was. U bent overal uitgelogd. Uw oude wachtwoord werkt niet meer.\n\n"
            "Kies nu een nieuw wachtwoord. Daarna stelt u een nieuwe tweede stap in:\n{{ link }}\n\n"
            "Hebt u hier niet om gevraagd? Neem dan meteen contact op met de gemeente.",
        ),
        (
            "Your second step for signing in was removed",
            "An employee of the municipality of {{ municipality }} removed your second step for signing in, because "
            "you had lost it. You were signed out everywhere. Your old password no longer works.\n\n"
            "Choose a new password now. After that you set up a new second step:\n{{ link }}\n\n"
            "Did you not ask for this? Then contact the municipality at once.",
        ),
    ),
)
