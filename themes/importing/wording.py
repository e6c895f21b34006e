"""Say in plain Dutch what an import found, and where each part of a theme comes from."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from themes.types import Finding, Origin, Provenance, Reason

REASONS: Final[dict[Reason, Promise]] = {
    Reason.EMPTY: later("Dit bestand is leeg."),
    Reason.FILE_TOO_LARGE: later("Dit bestand is te groot."),
    Reason.UNPACKED_TOO_LARGE: later("Uitgepakt is dit archief te groot."),
    Reason.TOO_MANY_FILES: later("Dit archief bevat te veel bestanden: het mogen er %(detail)s zijn."),
    Reason.BROKEN_ARCHIVE: later("Dit archief is beschadigd of van een soort die wij niet kennen."),
    Reason.ENCRYPTED_ARCHIVE: later("Dit archief is met een wachtwoord beveiligd."),
    Reason.UNSAFE_NAME: later("De naam van dit bestand wijst buiten het archief."),
    Reason.LINK: later("Dit is een verwijzing naar een ander bestand. Die volgen wij niet."),
    Reason.TWICE_IN_ARCHIVE: later("Dit bestand staat twee keer in het archief."),
    Reason.ENCODING: later(
        "Dit bestand is geen tekst in UTF-8. Sla het op als UTF-8 en probeer het opnieuw."
    ),
    Reason.BROKEN_JSON: later("Dit is geen geldige JSON. De fout staat bij regel %(detail)s."),
    Reason.TOO_DEEP: later("Hier zitten te veel lagen in elkaar: het mogen er %(detail)s zijn."),
    Reason.TOO_MANY_TOKENS: later("Dit zijn te veel tokens: het mogen er %(detail)s zijn."),
    Reason.NO_TOKENS: later("Hierin vonden wij geen design tokens."),
    Reason.NO_SLOTS: later("Van deze tokens kennen wij er geen: zo weten wij niet waar een kleur voor is."),
    Reason.CHOOSE: later("Hierin zitten %(detail)s thema's. Kies er een."),
    Reason.UNKNOWN_CHOICE: later("Het thema '%(detail)s' zit niet in dit archief."),
    Reason.TWICE: later("Deze naam staat twee keer in dezelfde groep. De laatste telt."),
    Reason.NUMBER: later("'%(detail)s' is geen bruikbaar getal."),
    Reason.TOO_LONG: later("Deze waarde is te lang: het mogen %(detail)s tekens zijn."),
    Reason.FORBIDDEN: later("Hier staat '%(detail)s'. Dat mag niet in de waarde van een token."),
    Reason.UNSUPPORTED: later("'%(detail)s' kennen wij niet."),
    Reason.CYCLE: later("Deze verwijzing komt bij zichzelf uit: %(detail)s."),
    Reason.CHAIN: later("Deze verwijzing loopt over te veel andere tokens: het mogen er %(detail)s zijn."),
    Reason.DANGLING: later("Dit verwijst naar '%(detail)s', en dat heeft geen waarde."),
    Reason.UNREADABLE: later("'%(detail)s' is hier geen bruikbare waarde."),
    Reason.OUT_OF_BOUNDS: later("Deze maat past niet op alle pagina's. Wij passen hem aan: %(detail)s."),
    Reason.FONT_ABSENT: later(
        "Het lettertype '%(detail)s' hebben wij niet. Wij nemen er een dat erop lijkt."
    ),
    Reason.RULES_IGNORED: later(
        "%(detail)s andere regels zijn niet gebruikt: uit een stylesheet nemen wij alleen tokens over."
    ),
    Reason.DARK_IGNORED: later("De kleuren voor een donker scherm gebruiken wij nog niet."),
    Reason.ADVICE_CONTRAST: later("Advies van NL Design System: hier is te weinig contrast (%(detail)s)."),
    Reason.ADVICE_SIZE: later(
        "Advies van NL Design System: maak tekst niet kleiner dan 14 pixels (%(detail)s)."
    ),
    Reason.ADVICE_LINE: later(
        "Advies van NL Design System: schrijf een regelhoogte zonder eenheid, en niet onder 1,1 (%(detail)s)."
    ),
    Reason.MORE: later("Er zijn nog %(detail)s meldingen, die hier niet staan."),
}
ORIGINS: Final[dict[Origin, Promise]] = {
    Origin.TOKEN: later("Van het token %(source)s van de gemeente."),
    Origin.OTHER_TOKEN: later("Van het token %(source)s van de gemeente: het eerste is hier niet leesbaar."),
    Origin.SWAPPED: later("Tekst en achtergrond zijn omgewisseld: zo valt het op de pagina op."),
    Origin.SIBLING: later("Gelijk aan '%(source)s': de eigen kleur is hier niet leesbaar."),
    Origin.GIVEN: later("Zelf ingevuld."),
    Origin.DERIVED: later("Afgeleid van '%(source)s'."),
    Origin.STANDARD: later("Onze standaard."),
}


def finding(found: Finding) -> str:
    """Say what was found."""
    return str(REASONS[found.reason]) % {"detail": found.detail}


def where(found: Finding) -> str:
    """Say in which file and at which token; empty when it is about the upload as a whole."""
    return ", ".join(part for part in (found.file, found.token) if part)


def provenance(slot: Provenance) -> str:
    """Say where the value of a slot comes from, and what was repaired."""
    said = str(ORIGINS[slot.origin]) % {"source": slot.source}
    if not slot.repaired:
        return said
    return (
        said
        + " "
        + _("Hersteld: %(before)s is %(value)s geworden (ΔE %(delta)s).")
        % {
            "before": slot.before,
            "value": slot.value,
            "delta": f"{slot.delta:.1f}".replace(".", ","),
        }
    )
