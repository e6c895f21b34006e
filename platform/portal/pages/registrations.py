"""What the page tree puts into the registers, and into search."""

import functools
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.search import sources
from tenants import registers
from tenants.registers import kinds

from . import documents, operations, queries
from .types import Draft, Leaf

FEATURE = "pages"


def _fill_canary(word: str) -> None:
    slug = f"canary-{word.lower()}"
    drafts = tuple(Draft(language, word, slug, body=word, menu_title=word) for language in ("nl", "en"))
    operations.make_page(Leaf(name=slug, drafts=drafts, in_menu=True))


def _check() -> Mapping[str, Any]:
    pages = queries.published()
    return {"published": len(pages), "has_home": any(page.is_home for page in pages)}


def _is_told(facts: registers.Facts, *, name: str) -> bool:
    return bool(facts.told("pages", name))


registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Pagina's",
        description="Redacteuren maken pagina's, bepalen het menu en kiezen waar onderdelen staan.",
        switchable=False,
    )
)
registers.settings.add(kinds.Settings(feature=FEATURE, section="pages", model="cms.Page"))
registers.access.add(kinds.Access(feature=FEATURE, view="cms_wizard_create", audience=kinds.Audience.STAFF))
for view in ("page_pdf", "favicon", "robots", "sitemap", "security", "pages-root", "pages-details-by-slug"):
    registers.access.add(kinds.Access(feature=FEATURE, view=view, audience=kinds.Audience.PUBLIC))
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="Pagina's tonen",
        purpose="Inwoners informeren. Van wie een pagina bekijkt, wordt niets bewaard.",
        legal_basis="Niet van toepassing: er worden geen persoonsgegevens verwerkt.",
    )
)
registers.retention.add(
    kinds.Retention(feature=FEATURE, model="pages.Section", keep="Zolang de pagina bestaat.")
)
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="pages", fill=_fill_canary))
for action, text in (
    ("pages.published", "{actor} heeft pagina {target} gepubliceerd."),
    ("pages.unpublished", "{actor} heeft pagina {target} van de website gehaald."),
):
    registers.audit_texts.add(kinds.AuditText(feature=FEATURE, action=action, text=text))
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="pages", run=_check))
registers.facts.add(
    kinds.FactSource(
        FEATURE, "pages", lambda: {name: queries.is_published(name) for name in ("privacy", "accessibility")}
    )
)
for key, title, remedy in (
    (
        "privacy_page",
        "Er is een privacyverklaring",
        "Laat de redactie de pagina Privacy publiceren, in het Nederlands.",
    ),
    (
        "accessibility_page",
        "Er is een toegankelijkheidsverklaring",
        "Laat de redactie de pagina Toegankelijkheid publiceren, in het Nederlands.",
    ),
):
    registers.go_live.add(
        kinds.GoLiveCheck(
            FEATURE, key, title, remedy, functools.partial(_is_told, name=key.removesuffix("_page"))
        )
    )
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="pages.md"))
sources.register(sources.Source(kind=documents.KIND, label=_("Pagina's"), documents=documents.every))
