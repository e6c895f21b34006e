"""What house styles fill in the registers."""

from tenants import registers
from tenants.registers import AuditText, Feature, Retention

NAME = "styles"

registers.features.add(
    Feature(NAME, "Huisstijlen", "Maakt van een huisstijl een thema dat goed te lezen is.", switchable=False)
)
for action, text in (
    ("style.added", "Huisstijl toegevoegd: {target}"),
    ("style.revised", "Nieuwe versie van huisstijl {target}"),
    ("style.published", "Versie gepubliceerd van huisstijl {target}"),
    ("style.archived", "Huisstijl gearchiveerd: {target}"),
    ("style.withdrawn", "Huisstijl weggehaald omdat het openen niet doorging: {target}"),
    ("style.restored", "Huisstijl teruggehaald: {target}"),
):
    registers.audit_texts.add(AuditText(NAME, action, text, by_operators=True))
for model, keep in (
    ("Style", "zolang het platform bestaat: gemeenten kunnen er een dragen"),
    ("Revision", "zo lang als de huisstijl"),
    ("Upload", "zo lang als een versie die ervan is gemaakt"),
    ("Face", "zo lang als de huisstijl"),
    ("File", "zo lang als een versie die het gebruikt"),
):
    personal = ("created_by", "published_by", "statement") if model == "Revision" else ()
    registers.retention.add(
        Retention(NAME, f"styles.{model}", keep, personal, "het e-mailadres wordt eruit gehaald")
    )
