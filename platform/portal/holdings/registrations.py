"""What the pages on what is kept bring to the registers."""

from tenants import registers
from tenants.registers import kinds
from tenants.registers.kinds import Audience

FEATURE = "holdings"
DUTY = "Wettelijke plicht (AVG art. 15, 17 en 20)."
OWN = ("alles wat de website over iemand bewaart",)

registers.features.add(
    kinds.Feature(
        FEATURE,
        "Wat wij bewaren",
        "Inwoners zien wat de gemeente over hen bewaart en wie ernaar keek, nemen het mee en laten het verwijderen.",
        switchable=False,
    )
)
for view, audience in (
    ("holdings:page", Audience.SIGNED_IN),
    ("holdings:looked", Audience.SIGNED_IN),
    ("holdings:take", Audience.SIGNED_IN),
    ("holdings:erase", Audience.SIGNED_IN),
    ("holdings:erased", Audience.PUBLIC),
    ("helping:find", Audience.STAFF),
    ("helping:inhabitant", Audience.STAFF),
    ("helping:export", Audience.STAFF),
    ("helping:erase", Audience.STAFF),
    ("helping:find_local", Audience.STAFF),
    ("helping:lost_factor", Audience.STAFF),
):
    registers.access.add(kinds.Access(FEATURE, view, audience))
for activity, purpose in (
    ("Laten zien wat de gemeente over iemand bewaart", "U kunt zien wat wij over u bewaren, en waarom."),
    ("Laten zien wie in gegevens keek", "U kunt zien wie uw gegevens heeft bekeken of opgehaald."),
    ("Gegevens meegeven aan wie ze betreffen", "U kunt een kopie krijgen van alles wat wij over u bewaren."),
    ("Een profiel verwijderen", "U kunt uw profiel laten verwijderen."),
    (
        "Verzoeken van inwoners over hun gegevens afhandelen",
        "Een medewerker helpt u als u ons vraagt wat wij over u bewaren, of vraagt om het te verwijderen.",
    ),
):
    registers.processing.add(kinds.Processing(FEATURE, activity, purpose, DUTY, OWN))
registers.processing.add(
    kinds.Processing(
        FEATURE,
        "Inwoners helpen die hun tweede stap kwijt zijn",
        "Een medewerker helpt u aan de balie als u uw telefoon of app kwijt bent en niet meer kunt inloggen.",
        "Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        ("naam", "e-mailadres"),
    )
)
registers.audit_texts.add(
    kinds.AuditText(
        FEATURE, "holdings.exported", "{actor} heeft voor een inwoner opgehaald wie in diens gegevens keek."
    )
)
registers.help_pages.add(kinds.HelpPage(FEATURE, "wat-bewaren-wij.md"))
