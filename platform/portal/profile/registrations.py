"""What Mijn profiel puts into the registers of features."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import ContactData, Registered, User
from portal.core.mail.kinds import kinds as mails
from portal.core.mail.topics import topics as mail_topics
from portal.profile.mails import KINDS
from portal.profile.models import BrpSettings, ProfileSettings, Verification
from portal.profile.operations import enriching, leaving
from portal.profile.types import ASKING_BRP, ASKING_KVK, CONFIRMING, KEEPING
from tenants import registers
from tenants.configuration.rows import one_row, section
from tenants.registers import Holding, kinds

FEATURE = "profile"
ALWAYS = "Zolang de gemeente de website gebruikt."


def _fill_canary(word: str) -> None:
    ProfileSettings.objects.update_or_create(
        id=1, defaults={"registration_text": word, "registration_text_en": word}
    )
    BrpSettings.objects.update_or_create(id=1, defaults={"purpose": word, "processing": word})
    user = User.objects.create(first_name=word, last_name=word, is_active=False)
    Verification.objects.create(user=user)


def _check() -> Mapping[str, Any]:
    told = Registered.objects.exclude(details="")
    confirmed = ContactData.objects.exclude(email="").filter(email=F("verified_email"))
    return {
        "registers told": told.count(),
        "waiting for a register": Registered.objects.filter(details="").count(),
        "confirmed addresses": confirmed.count(),
    }


def _confirmations(user: User) -> list[Mapping[str, Any]]:
    rows = Verification.objects.filter(user=user)
    return [{"at": row.sent_at, "number": row.sent_this_hour} for row in rows]


registers.holdings.add(
    Holding(
        feature=FEATURE,
        name="confirmations",
        title=_("Dat wij u vroegen uw e-mailadres te bevestigen"),
        source=_("deze website"),
        models=(Verification._meta.label,),
        labels={"at": _("Laatste keer"), "number": _("Aantal in dat uur")},
        read=_confirmations,
    )
)
registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Mijn profiel",
        description="Inwoners en bedrijven zien en wijzigen hun gegevens, en bevestigen hun e-mailadres.",
        apphook="ProfileApphook",
    )
)
for key, title, model in (
    ("profile", "Mijn profiel", ProfileSettings),
    ("brp", "Vragen aan de BRP", BrpSettings),
):
    registers.settings.add(kinds.Settings(feature=FEATURE, section=key, model=model._meta.label))
    part = one_row(FEATURE, key, title, model)
    registers.parts.add(part)
    registers.sections.add(section(part, model))
    registers.retention.add(kinds.Retention(feature=FEATURE, model=model._meta.label, keep=ALWAYS))
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model=Verification._meta.label,
        keep="Zolang iemand een profiel heeft.",
        personal_fields=("sent_at",),
        on_erasure="Wordt verwijderd.",
    )
)
for name in ("hub", "edit", "necessary", "data", "data_later", "preferences", "verify", "confirm"):
    registers.access.add(
        kinds.Access(
            feature=FEATURE,
            view=f"profile:{name}",
            audience=kinds.Audience.SIGNED_IN,
            asks_certainty=name in {"data", "data_later"},
        )
    )
for activity, purpose, data in (
    (
        KEEPING,
        "Inwoners en bedrijven zien en wijzigen hoe de gemeente hen bereikt, en waarover.",
        ("naam", "e-mailadres", "telefoonnummer", "adres", "voorkeuren voor bericht"),
    ),
    (
        ASKING_BRP,
        "De naam en het adres van wie inlogt, tonen zoals de overheid ze heeft vastgelegd.",
        ("BSN", "namen", "adres", "geboortedatum en geboorteplaats", "geslacht", "nationaliteit"),
    ),
    (
        ASKING_KVK,
        "De naam en het adres van het bedrijf waarvoor iemand inlogt, tonen.",
        ("KvK-nummer", "bedrijfsnaam", "RSIN", "adres"),
    ),
    (
        CONFIRMING,
        "Zeker weten dat e-mail aankomt bij wie het adres opgaf.",
        ("e-mailadres", "tijdstip van versturen"),
    ),
):
    registers.processing.add(
        kinds.Processing(
            feature=FEATURE,
            activity=activity,
            purpose=purpose,
            legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
            personal_data=data,
        )
    )
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="profile", fill=_fill_canary))
for action, text in (
    ("profile.changed", "{actor} heeft het eigen profiel gewijzigd."),
    ("profile.preferences_changed", "{actor} heeft voorkeuren voor bericht gewijzigd."),
    ("profile.email_confirmed", "{actor} heeft een e-mailadres bevestigd."),
):
    registers.audit_texts.add(kinds.AuditText(feature=FEATURE, action=action, text=text))
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="profile", run=_check))
registers.jobs.add(kinds.Job(feature=FEATURE, name="enrich", run=enriching.enrich, atomic=False))
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="mijn-profiel.md"))
for _mail in KINDS:
    mails.add(_mail)
# The console has no such settings.
for _topic, (_about, _view) in getattr(settings, "PROFILE_TOPICS", {}).items():
    mail_topics.add(leaving.topic(_topic, _about))
