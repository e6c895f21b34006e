"""What signing in with an address and a password puts into the registers."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone

from portal.accounts import jobs
from portal.accounts.models import (
    CodeChannel,
    ContactInvite,
    Door,
    DoorKind,
    LinkPurpose,
    MailedLink,
    SentCode,
    User,
)
from portal.accounts.operations import limits, sent_codes
from portal.accounts.queries import local
from tenants import registers
from tenants.registers import kinds
from tenants.schedule.types import ONCE, Daily

FEATURE: Final = local.FEATURE
AUDIT_TEXTS: Final = {
    "accounts.registered": "{actor} heeft een account gemaakt.",
    "accounts.code_refused": "{actor} heeft een verkeerde code ingevuld.",
    "accounts.text_not_sent": "De sms met een code voor {actor} is niet verstuurd.",
    "accounts.phone_added": "{actor} heeft een telefoonnummer gekoppeld om mee in te loggen.",
    "accounts.app_added": "{actor} heeft een app gekoppeld om mee in te loggen.",
    "accounts.factor_ended_at_desk": "{actor} heeft aan de balie de tweede stap van een inwoner gewist.",
    "accounts.password_changed": "{actor} heeft het wachtwoord veranderd.",
    "accounts.password_reset": "{actor} heeft met een e-mail een nieuw wachtwoord gekozen.",
    "accounts.letter_asked": "Iemand vroeg een e-mail aan om in te kunnen loggen.",
    "accounts.contact_invited": "{actor} heeft iemand uitgenodigd als contact.",
    "accounts.contact_invite_accepted": "{actor} heeft een uitnodiging van een contact geaccepteerd.",
    "accounts.contact_invite_expired": "Iemand opende een uitnodiging die was verlopen.",
    "accounts.contact_invites_purged": "Verlopen uitnodigingen van {target} zijn verwijderd.",
}
PUBLIC: Final = (
    "sign_in", "ask_proof", "proof", "code", "resend", "phone", "app", "app_image", "register", "confirm",
    "forgotten", "reset", "contact_invite",
)  # fmt: skip
GONE: Final = "Wordt verwijderd."


def _fill_local(word: str) -> None:
    mark = hashlib.sha256(f"local {word}".encode()).hexdigest()
    address = f"inwoner.{word.lower()}@example.org"
    user = User.objects.create(
        email=address, first_name=word, infix=word, last_name=word, password=word, is_active=False
    )
    now = timezone.now()
    code = SentCode(user=user, channel=CodeChannel.SMS, mark=mark, ends_at=now)
    local.NUMBER.encrypt(word, code)
    code.save(force_insert=True)
    link = MailedLink(purpose=LinkPurpose.REGISTER, password=word, token_hash=mark, ends_at=now)
    local.EMAIL.encrypt(address, link)
    local.DETAILS.encrypt(word, link)
    link.save(force_insert=True)
    ContactInvite.objects.create(
        inviter=user, first_name=word, last_name=word, email=address, token_hash=mark, expires_at=now
    )
    limits.claim([limits.Limit("kanarie", word, 5, datetime.timedelta(days=1))])
    Door.objects.create(
        slug=f"w-{word.lower()}"[:30],
        kind=DoorKind.PASSWORD,
        is_on=True,
        options={"allow_registration": True},
    )


def _check() -> Mapping[str, Any]:
    door = local.door()
    limit = sent_codes.texts_an_hour()
    return {"is_open": door is not None, "texts_left": max(0, limit.most - limits.count_of(limit))}


for view in PUBLIC:
    registers.access.add(kinds.Access(feature=FEATURE, view=f"local:{view}", audience=kinds.Audience.PUBLIC))
registers.access.add(kinds.Access(feature=FEATURE, view="local:change", audience=kinds.Audience.SIGNED_IN))
for model, keep, personal, on_erasure in (
    ("Attempt", "Twee dagen na de laatste poging. Van wie die was, is niet te lezen.", (), ""),
    (
        "SentCode",
        "Een dag nadat de code is verstuurd. Alleen deze website kan het nummer lezen.",
        ("number",),
        GONE,
    ),
    (
        "MailedLink",
        "Een dag nadat de link is verlopen. Alleen deze website kan het lezen.",
        ("email", "details"),
        GONE,
    ),
    (
        "ContactInvite",
        "Tot de uitnodiging is geaccepteerd, en anders dertig dagen.",
        ("first_name", "last_name", "email"),
        GONE,
    ),
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
        activity="Inwoners laten inloggen met een e-mailadres en een wachtwoord",
        purpose="Wie geen DigiD heeft of wil gebruiken, kan toch een account maken.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("naam", "e-mailadres", "telefoonnummer", "tijdstip van inloggen", "netwerkadres"),
    )
)
registers.jobs.add(
    kinds.Job(
        feature=FEATURE,
        name="tidy_passwords",
        run=jobs.tidy_local,
        rhythm=Daily(datetime.time(3, 20)),
        catch_up=ONCE,
    )
)
registers.jobs.add(kinds.Job(feature=FEATURE, name="mailed_links", run=jobs.send_link))
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="password", fill=_fill_local))
for action, text in AUDIT_TEXTS.items():
    registers.audit_texts.add(kinds.AuditText(feature=FEATURE, action=action, text=text))
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="passwords", run=_check))
