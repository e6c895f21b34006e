"""Say to an editor what was found, why it matters and what to do."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .types import Finding, Rule

SENTENCES: Final[Mapping[Rule, Promise]] = {
    Rule.HEADING_EMPTY: _(
        "Er staat een lege kop. Een schermlezer leest die voor. Vul hem in of haal hem weg."
    ),
    Rule.HEADING_SKIPS: _(
        "De kop “{excerpt}” slaat een niveau over. Wie de koppen laat voorlezen, denkt dat er iets ontbreekt. "
        "Gebruik een niveau hoger."
    ),
    Rule.HEADING_OF_PAGE: _(
        "De kop “{excerpt}” is een kop van niveau 1. Die heeft de pagina al: de titel. Gebruik niveau 2."
    ),
    Rule.HEADING_TOO_DEEP: _(
        "De kop “{excerpt}” ligt dieper dan niveau 4. Maak de tekst eenvoudiger, of verdeel hem over pagina's."
    ),
    Rule.HEADING_BOLD: _(
        "“{excerpt}” is een hele regel in vette letters. Is het een kop? Maak er dan een kop van: alleen die staat "
        "in de lijst met koppen van een schermlezer."
    ),
    Rule.LINK_EMPTY: _(
        "Er staat een link zonder tekst. Niemand weet waar die heen gaat. Geef de link een tekst."
    ),
    Rule.LINK_VAGUE: _(
        "De link “{excerpt}” zegt niet waar hij heen gaat. Een schermlezer leest links los van de tekst voor. "
        "Schrijf bijvoorbeeld: Paspoort aanvragen."
    ),
    Rule.LINK_ADDRESS: _(
        "De link “{excerpt}” toont een webadres. Een schermlezer leest dat teken voor teken voor. Schrijf waar de link "
        "heen gaat."
    ),
    Rule.IMAGE_WITHOUT_TEXT: _(
        "Een afbeelding heeft geen tekst. Wie de afbeelding niet ziet, mist wat erop staat. Beschrijf haar kort."
    ),
    Rule.IMAGE_FILE_NAME: _(
        "De tekst bij een afbeelding is de naam van het bestand: “{excerpt}”. Beschrijf wat erop staat."
    ),
    Rule.TABLE_WITHOUT_HEAD: _(
        "Een tabel heeft geen koppen boven de kolommen (“{excerpt}”). Een schermlezer kan dan niet zeggen bij welke "
        "kolom een getal hoort."
    ),
    Rule.DIFFICULT_WORD: _("“{excerpt}” is een moeilijk woord. Gebruik liever: {better}."),
    Rule.LONG_SENTENCE: _("Deze zin is lang: “{excerpt}”. Maak er twee van."),
    Rule.LONG_PARAGRAPH: _("Deze alinea is lang: “{excerpt}”. Verdeel hem, of maak er een opsomming van."),
    Rule.CAPITALS: _("“{excerpt}” staat in hoofdletters. Dat leest moeilijk. Gebruik gewone letters."),
}


def sentence(finding: Finding) -> str:
    """Write a finding out."""
    return str(SENTENCES[finding.rule]).format(excerpt=finding.excerpt, better=finding.better)
