"""What signing in of citizens and companies puts into the registers."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from portal.accounts import held, parts, retaining, traces
from portal.accounts.models import (
    CompanyNumber,
    ContactData,
    Door,
    DoorKind,
    Identity,
    IdentityKind,
    Journey,
    Mandate,
    Preferences,
    Protocol,
    Registered,
    SignIn,
    Source,
    User,
)
from portal.accounts.operations import keyring
from portal.accounts.queries import resolving
from portal.accounts.queries.doors import entrances
from tenants import registers
from tenants.registers import kinds

FEATURE = "sign_in"
AUDIT_TEXTS = {
    "accounts.came_in": "{actor} is ingelogd op de website.",
    "accounts.acted_for": "{actor} handelt vanaf nu namens iemand anders, of weer voor zichzelf.",
    "accounts.branch_chosen": "{actor} heeft gekozen voor welke vestiging.",
    "accounts.door_changed": "{actor} heeft de manier van inloggen {target} gewijzigd.",
    "accounts.door_removed": "{actor} heeft de manier van inloggen {target} verwijderd.",
    "accounts.erased": "{actor} heeft een profiel verwijderd, met alles wat erbij hoort.",
    "accounts.door_refused": "Inloggen is niet gelukt.",
}


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
    CompanyNumber.objects.create(mark=mark, rsin_mark=mark)
    Journey.objects.create(
        door=word.lower()[:30], token_hash=mark, browser=mark, next=f"/{word}/", ends_at=timezone.now()
    )
    words = dict.fromkeys(("label", "label_en", "failed", "failed_en", "cancelled", "cancelled_en"), word)
    Door.objects.create(
        slug=word.lower()[:30],
        kind=DoorKind.DIGID,
        protocol=Protocol.SAML,
        connection=word,
        is_on=True,
        options={"name": word},
        **words,
    )
    keyring.ensure()


def _check() -> Mapping[str, Any]:
    found = entrances()
    return {"doors": len(found), "available": sum(each.is_available for each in found)}


registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Inloggen",
        description="Inwoners en bedrijven loggen in, met DigiD, eHerkenning of op een andere manier.",
    )
)
for view in ("choose", "refused", "left", "out"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"sign_in:{view}", audience=kinds.Audience.PUBLIC)
    )
for view in ("depart", "arrive", "back_from_leaving", "provider_out", "metadata", "catalogue"):
    registers.access.add(kinds.Access(feature=FEATURE, view=f"door:{view}", audience=kinds.Audience.PUBLIC))
registers.access.add(kinds.Access(feature=FEATURE, view="identity_provider", audience=kinds.Audience.STAFF))
GONE = "Wordt verwijderd."
for model, keep, personal, on_erasure in (
    ("ContactData", "Zolang iemand een profiel heeft.", ("email", "verified_email", "phone", "street"), GONE),
    ("Preferences", "Zolang iemand een profiel heeft.", ("channel",), GONE),
    (
        "Identity",
        "Zolang iemand een profiel heeft. Alleen deze website kan het nummer lezen.",
        ("mark", "subject"),
        GONE,
    ),
    (
        "Registered",
        "Zolang iemand een profiel heeft. Alleen deze website kan het lezen.",
        ("details",),
        GONE,
    ),
    ("SignIn", "Een jaar na het uitloggen.", ("browser", "issuer", "logout", "branch", "branch_mark"), GONE),
    ("Mandate", "Zolang iemand is ingelogd, en een jaar daarna.", ("represented", "represented_mark"), GONE),
    (
        "CompanyNumber",
        "Vier maanden nadat het Handelsregister het vertelde. Van welk bedrijf het is, is niet te lezen.",
        (),
        "",
    ),
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
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="person", fill=_fill_person))
for action, text in AUDIT_TEXTS.items():
    registers.audit_texts.add(kinds.AuditText(feature=FEATURE, action=action, text=text))
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="doors", run=_check))
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="inloggen.md"))
held.register()
retaining.register(FEATURE)
traces.register()
