"""What users, roles and invitations put into the registers."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from tenants import registers
from tenants.registers import kinds
from tenants.schedule.types import ONCE, Daily

from . import jobs, parts, queries
from .models import (
    ContactData,
    Door,
    DoorKind,
    Identity,
    IdentityKind,
    Journey,
    Mandate,
    Preferences,
    Registered,
    SignIn,
    Source,
    User,
)
from .operations import keyring
from .queries import resolving

FEATURE = "accounts"
AUDIT_TEXTS = {
    "accounts.invited": "{actor} heeft medewerker {target} uitgenodigd.",
    "accounts.invitation_accepted": "{actor} heeft een uitnodiging geaccepteerd.",
    "accounts.signed_in": "{actor} heeft het wachtwoord goed ingevuld.",
    "accounts.verified": "{actor} is ingelogd met een tweede factor.",
    "accounts.signed_out": "{actor} is uitgelogd.",
    "accounts.second_factor_forgotten": "{actor} heeft de tweede stap van {target} gewist.",
    "accounts.came_in": "{actor} is ingelogd op de website.",
    "accounts.acted_for": "{actor} handelt vanaf nu namens iemand anders, of weer voor zichzelf.",
    "accounts.branch_chosen": "{actor} heeft gekozen voor welke vestiging.",
    "accounts.door_changed": "{actor} heeft de manier van inloggen {target} gewijzigd.",
    "accounts.door_removed": "{actor} heeft de manier van inloggen {target} verwijderd.",
    "accounts.door_refused": "Inloggen is niet gelukt.",
    "accounts.refused": "Iemand probeerde in te loggen, maar dat lukte niet.",
}


def _fill_canary(word: str) -> None:
    User.objects.create(
        email=f"{word.lower()}@example.org", first_name=word, last_name=word, is_staff=True, is_active=False
    )


def _fill_person(word: str) -> None:
    mark = hashlib.sha256(word.encode()).hexdigest()
    address = f"{word.lower()}@example.org"
    user = User.objects.create(first_name=word, infix=word, last_name=word, is_active=False)
    ContactData.objects.create(
        user=user, email=address, verified_email=address, street=word, house_number=word[:20], city=word
    )
    Preferences.objects.create(user=user)
    identity = Identity(user=user, kind=IdentityKind.PERSON, mark=mark, issuer=word)
    resolving.SUBJECT.encrypt(word, identity)
    identity.save(force_insert=True)
    registered = Registered(user=user, source=Source.BRP)
    Registered._meta.get_field("details").encrypt(word, registered)
    registered.save(force_insert=True)
    sign_in = SignIn.objects.create(user=user, door=word.lower()[:30], browser=word, issuer=word)
    mandate = Mandate(sign_in=sign_in, basis="authorisation", represented_mark=mark)
    resolving.REPRESENTED.encrypt(word, mandate)
    mandate.save(force_insert=True)
    Journey.objects.create(
        door=word.lower()[:30], token_hash=mark, browser=mark, next=f"/{word}/", ends_at=timezone.now()
    )
    words = dict.fromkeys(("label", "label_en", "failed", "failed_en", "cancelled", "cancelled_en"), word)
    Door.objects.create(
        slug=word.lower()[:30], kind=DoorKind.DIGID, connection=word, options={"name": word}, **words
    )
    keyring.ensure()


def _check() -> Mapping[str, Any]:
    return {"staff": User.objects.filter(is_staff=True, is_active=True).count()}


registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Medewerkers",
        description="Medewerkers loggen in met een wachtwoord en een code, en hebben een rol.",
        switchable=False,
    )
)
registers.settings.add(kinds.Settings(feature=FEATURE, section="staff", model="accounts.User"))
registers.access.add(kinds.Access(feature=FEATURE, view="invitation", audience=kinds.Audience.PUBLIC))
registers.access.add(kinds.Access(feature=FEATURE, view="put_away", audience=kinds.Audience.STAFF))
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="Medewerkers laten inloggen",
        purpose="Alleen wie daarvoor is uitgenodigd, kan de website beheren.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("naam", "e-mailadres", "tijdstip van inloggen", "netwerkadres"),
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model="accounts.User",
        keep="Zolang iemand medewerker is, en een jaar daarna zonder toegang.",
        personal_fields=("email", "first_name", "last_name"),
        on_erasure="Naam en e-mailadres worden vervangen; het nummer blijft, zodat het logboek klopt.",
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model="accounts.Invitation",
        keep="Tot de uitnodiging is geaccepteerd of verlopen, en dertig dagen daarna.",
        on_erasure="Gaat met de medewerker mee.",
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model="accounts.PutAway",
        keep="Zolang iemand medewerker is.",
        on_erasure="Gaat met de medewerker mee.",
    )
)
GONE = "Wordt verwijderd."
for model, keep, personal, on_erasure in (
    ("ContactData", "Zolang iemand een profiel heeft.", ("email", "verified_email", "phone", "street"), GONE),
    ("Preferences", "Zolang iemand een profiel heeft.", ("channel",), GONE),
    ("Identity", "Zolang iemand een profiel heeft; het nummer versleuteld.", ("mark", "subject"), GONE),
    ("Registered", "Zolang iemand een profiel heeft; versleuteld.", ("details",), GONE),
    ("SignIn", "Een jaar na het uitloggen.", ("browser", "issuer", "logout", "branch"), GONE),
    ("Mandate", "Zolang iemand is ingelogd, en een jaar daarna.", ("represented", "represented_mark"), GONE),
    ("Journey", "Een dag nadat het inloggen is begonnen.", ("browser", "next"), GONE),
    ("Door", "Zolang de gemeente de website gebruikt.", (), ""),
    ("LookupKey", "Zolang de gemeente de website gebruikt.", (), ""),
):
    registers.retention.add(
        kinds.Retention(
            feature=FEATURE,
            model=f"accounts.{model}",
            keep=keep,
            personal_fields=personal,
            on_erasure=on_erasure,
        )
    )
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="Inwoners en bedrijven laten inloggen",
        purpose="Alleen wie het zelf is, of namens een ander mag handelen, ziet persoonlijke gegevens.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e; UAVG art. 46).",
        personal_data=("BSN", "KvK-nummer", "RSIN", "pseudoniem", "tijdstip van inloggen", "soort browser"),
    )
)
registers.settings.add(kinds.Settings(feature=FEATURE, section="doors", model="accounts.Door"))
registers.parts.add(parts.PART)
registers.sections.add(parts.SECTION)
registers.jobs.add(
    kinds.Job(
        feature=FEATURE,
        name="tidy_sign_ins",
        run=jobs.tidy,
        rhythm=Daily(datetime.time(3, 10)),
        catch_up=ONCE,
    )
)
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="person", fill=_fill_person))
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="staff", fill=_fill_canary))
for action, text in AUDIT_TEXTS.items():
    registers.audit_texts.add(kinds.AuditText(feature=FEATURE, action=action, text=text))
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="staff", run=_check))
registers.facts.add(
    kinds.FactSource(FEATURE, "staff", lambda: {"administrators": queries.protected_administrators()})
)
registers.go_live.add(
    kinds.GoLiveCheck(
        FEATURE,
        "administrator",
        "Er is een beheerder die met een tweede stap inlogt",
        "Laat de beheerder de uitnodiging accepteren en de tweede stap instellen.",
        lambda facts: bool(facts.told("staff", "administrators")),
    )
)
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="accounts.md"))
