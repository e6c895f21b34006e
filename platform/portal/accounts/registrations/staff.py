"""What users, roles and invitations put into the registers."""

import datetime
from collections.abc import Mapping
from typing import Any

from portal.accounts import queries, watching
from portal.accounts.models import User
from portal.accounts.operations import erasing, retiring
from tenants import registers
from tenants.registers import RetentionRule, kinds
from tenants.schedule.types import ONCE, Daily, Every

FEATURE = "accounts"
AUDIT_TEXTS = {
    "accounts.invited": "{actor} heeft medewerker {target} uitgenodigd.",
    "accounts.invitation_accepted": "{actor} heeft een uitnodiging geaccepteerd.",
    "accounts.signed_in": "{actor} heeft het wachtwoord goed ingevuld.",
    "accounts.verified": "{actor} is ingelogd met een tweede factor.",
    "accounts.signed_out": "{actor} is uitgelogd.",
    "accounts.second_factor_forgotten": "{actor} heeft de tweede stap van {target} gewist.",
    "accounts.linked": "{actor} is uitgenodigd, en logt in bij de eigen organisatie.",
    "accounts.roles_changed": "{actor} heeft andere rollen gekregen, door de groepen van de eigen organisatie.",
    "accounts.access_ended": "De toegang van medewerker {target} is beëindigd: een jaar lang niet gebruikt.",
    "accounts.colleague_forgotten": "De naam en het e-mailadres van oud-medewerker {target} zijn verwijderd.",
    "accounts.refused": "Iemand probeerde in te loggen, maar dat lukte niet.",
}


def _fill_canary(word: str) -> None:
    User.objects.create(
        email=f"{word.lower()}@example.org", first_name=word, last_name=word, is_staff=True, is_active=False
    )


def _check() -> Mapping[str, Any]:
    return {"staff": User.objects.filter(is_staff=True, is_active=True).count()}


registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Medewerkers",
        description="Medewerkers loggen in met een wachtwoord en een code, of bij hun organisatie, en hebben een rol.",
        switchable=False,
    )
)
registers.settings.add(kinds.Settings(feature=FEATURE, section="staff", model="accounts.User"))
registers.access.add(kinds.Access(feature=FEATURE, view="invitation", audience=kinds.Audience.PUBLIC))
for view in ("colleague_refused", "second_step"):
    registers.access.add(kinds.Access(feature=FEATURE, view=view, audience=kinds.Audience.PUBLIC))
registers.access.add(kinds.Access(feature=FEATURE, view="put_away", audience=kinds.Audience.STAFF))
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="Medewerkers laten inloggen",
        purpose="Alleen wie daarvoor is uitgenodigd, of bij de organisatie in een groep zit, kan de website beheren.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=(
            "naam",
            "e-mailadres",
            "pseudoniem",
            "groepen",
            "tijdstip van inloggen",
            "netwerkadres",
        ),
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model="accounts.User",
        keep="Zolang iemand een profiel heeft. Van medewerkers tot een jaar nadat zij geen toegang meer hebben; "
        "wie een jaar niet inlogt, heeft geen toegang meer.",
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
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="staff", fill=_fill_canary))
for action, text in AUDIT_TEXTS.items():
    registers.audit_texts.add(kinds.AuditText(feature=FEATURE, action=action, text=text))
registers.jobs.add(
    kinds.Job(
        feature=FEATURE,
        name="watch_refusals",
        run=watching.watch,
        rhythm=Every(datetime.timedelta(minutes=5)),
    )
)
registers.jobs.add(
    kinds.Job(
        feature=FEATURE,
        name="retire_staff",
        run=retiring.retire,
        rhythm=Daily(datetime.time(1, 30)),
        catch_up=ONCE,
    )
)
registers.rules.add(RetentionRule(FEATURE, "accounts.User", retiring.UNUSED, retiring.forget))
registers.jobs.add(kinds.Job(feature=FEATURE, name="erase_copies", run=erasing.erase_copies, atomic=False))
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
