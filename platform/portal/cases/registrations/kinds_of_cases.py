"""Settings of kinds of cases, and the pages on which functional managers set them."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.cases import parts
from portal.cases.models import (
    CaseTypeSettings,
    CatalogueLook,
    DocumentTypeSettings,
    LinkSettings,
    ResultTypeSettings,
    SettingsImport,
    StatusTypeSettings,
)
from portal.cases.operations import moving
from portal.cases.queries import known, written
from portal.cases.types import FEATURE
from tenants import registers
from tenants.configuration.rows import one_row, section
from tenants.registers import kinds
from tenants.schedule.types import ONCE, Daily

VIEWS = (
    "list",
    "notify",
    "one",
    "preview",
    "changes",
    "seen",
    "refresh",
    "enter",
    "leave",
    "export",
    "offer",
    "import",
)
ALWAYS = "Zolang de gemeente de website gebruikt, ook als er een nieuwe versie van het zaaktype komt."


def _fill_canary(word: str) -> None:
    LinkSettings.objects.update_or_create(id=1, defaults={"hosts": f"{word.lower()}.example"})
    url = f"https://{word.lower()}.example/"
    row = CaseTypeSettings.objects.create(
        system=word[:40],
        domain=word[:100],
        rsin=word[:20],
        identification=word[:100],
        description=word,
        upload_url=url,
        question_subject=word[:100],
    )
    StatusTypeSettings.objects.create(
        case_type=row,
        name=word,
        call_to_action_url=url,
        call_to_action_text=word[:48],
        case_link_text=word[:40],
        **dict.fromkeys(("text", "upload_text", "indicator_text"), word[:100]),
    )
    ResultTypeSettings.objects.create(case_type=row, name=word, text=word)
    DocumentTypeSettings.objects.create(case_type=row, name=word)
    user = User.objects.create(first_name=word, is_active=False)
    SettingsImport.objects.create(user=user, text=word)
    CatalogueLook.objects.create(user=user, until=timezone.now())


def _check() -> Mapping[str, Any]:
    """Tell how many kinds of cases something was set of, and of how many that are not there now."""
    there = {each.key for each in known.every()}
    keys = [written.key_of(value) for value in written.all_set()]
    return {"set": len(keys), "not there": sum(key not in there for key in keys)}


def _forget(_key: str) -> None:
    moving.forget(timezone.now())


registers.settings.add(kinds.Settings(feature=FEATURE, section=parts.KEY, model=CaseTypeSettings._meta.label))
registers.parts.add(parts.PART)
registers.sections.add(parts.SECTION)
links = one_row(FEATURE, "case_links", "Links bij zaken", LinkSettings)
registers.settings.add(kinds.Settings(feature=FEATURE, section=links.key, model=LinkSettings._meta.label))
registers.parts.add(links)
registers.sections.add(section(links, LinkSettings))
for model in (CaseTypeSettings, StatusTypeSettings, ResultTypeSettings, DocumentTypeSettings, LinkSettings):
    registers.retention.add(
        kinds.Retention(
            feature=FEATURE,
            model=model._meta.label,
            keep=ALWAYS,
            on_erasure="Bevat geen persoonsgegevens.",
        )
    )
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model=CatalogueLook._meta.label,
        keep="Zolang de medewerker een account heeft.",
        personal_fields=("until",),
        on_erasure="Wordt verwijderd.",
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model=SettingsImport._meta.label,
        keep="Tot het is overgenomen of weggegooid, en ten hoogste een dag. Elke nacht verwijdert de taak "
        "cases.forget_imports wat ouder is.",
        personal_fields=("user",),
        on_erasure="Wordt verwijderd.",
    )
)
for name in VIEWS:
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"case_types:{name}", audience=kinds.Audience.STAFF)
    )
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="Instellen wat inwoners van hun zaken zien",
        purpose="Uitleg, acties en berichten bij zaken passend maken, en weten wie dat wijzigde.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("welke medewerker iets instelde, en tot wanneer die de wijzigingen zag",),
    )
)
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="case_types", fill=_fill_canary))
for action, text in {
    "cases.type_configured": "{actor} heeft ingesteld wat er geldt voor het zaaktype {target}",
    "cases.types_exported": "{actor} heeft de instellingen van zaaktypen geëxporteerd.",
    "cases.types_imported": "{actor} heeft instellingen van zaaktypen overgenomen uit een bestand.",
}.items():
    registers.audit_texts.add(kinds.AuditText(feature=FEATURE, action=action, text=text))
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="case_types", run=_check))
registers.jobs.add(
    kinds.Job(feature=FEATURE, name="forget_imports", run=_forget, rhythm=Daily(time(3, 40)), catch_up=ONCE)
)
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="zaaktypen.md"))
