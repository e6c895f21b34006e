"""What the frame, the settings and the outbox put into the registers."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations import outbox
from tenants import registers
from tenants.configuration.rows import one_row, section
from tenants.registers import kinds
from tenants.schedule.types import ONCE, Daily, Every

from . import jobs, logos, queries
from .mail import digest
from .mail import jobs as mail_jobs
from .mail import parts as mail_parts
from .mail import queries as mail
from .mail import refusals as mail_refusals
from .mail.kinds import kinds as mail_kinds
from .mail.shown import broken
from .mail.topics import topics as mail_topics
from .models import (
    Adjustable,
    AdjustedSheet,
    Adjustment,
    ContactDetails,
    MailReports,
    MailTemplate,
    OwnLogo,
    Texts,
)

FEATURE = "core"


def _fill_canary(word: str) -> None:
    texts = dict.fromkeys(
        ("tagline", "tagline_en", "welcome", "welcome_en", "announcement", "announcement_en"), word
    )
    Texts.objects.update_or_create(id=1, defaults=texts)
    names = ("intro", "intro_en", "hours", "hours_en", "place_name", "street", "city")
    ContactDetails.objects.update_or_create(
        id=1, defaults={**dict.fromkeys(names, word), "email": f"{word.lower()}@example.org"}
    )

    Adjustable.objects.update_or_create(id=1, defaults={"link": True})
    digest = hashlib.sha256(word.encode()).hexdigest()[:12]
    pictures = dict.fromkeys(("content", "icon", "touch_icon", "card"), word.encode())
    OwnLogo.objects.update_or_create(
        name=f"{digest}.svg", defaults={**pictures, "statement": {"holder": word}}
    )
    Adjustment.objects.update_or_create(id=1, defaults={"link": "#0b6b3a", "logo": f"{digest}.svg"})
    files = dict.fromkeys(("content", "brotli", "gzip"), word.encode())
    AdjustedSheet.objects.update_or_create(name=f"eigen-{digest}.css", defaults=files)
    MailReports.objects.update_or_create(id=1, defaults={"failed_to": f"{word.lower()}@example.org"})
    MailTemplate.objects.update_or_create(
        kind="accounts.password_changed",
        language="nl",
        defaults={"subject": word, "body": word, "remarks": word},
    )


def _check_mail() -> Mapping[str, Any]:
    return {"waiting": mail.waiting(), "failed": mail.failed(), "broken_texts": len(broken())}


registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Basis",
        description="Wat elke pagina gemeen heeft: kop, voet, contactgegevens en e-mail.",
        switchable=False,
    )
)
registers.settings.add(kinds.Settings(feature=FEATURE, section="texts", model="core.Texts"))
registers.settings.add(kinds.Settings(feature=FEATURE, section="contact", model="core.ContactDetails"))
registers.settings.add(kinds.Settings(feature=FEATURE, section="adjustable", model="core.Adjustable"))
registers.settings.add(kinds.Settings(feature=FEATURE, section="adjustment", model="core.Adjustment"))
for part, settings_model in (
    (one_row(FEATURE, "texts", "Slogan, welkom en mededeling", Texts), Texts),
    (one_row(FEATURE, "mail_reports", "Bericht over mislukte e-mails", MailReports), MailReports),
    (one_row(FEATURE, "contact", "Contact en openingstijden", ContactDetails), ContactDetails),
    (
        one_row(FEATURE, "adjustable", "Wat de gemeente zelf mag aanpassen aan de huisstijl", Adjustable),
        Adjustable,
    ),
    (one_row(FEATURE, "adjustment", "Eigen kleuren en logo van de gemeente", Adjustment), Adjustment),
):
    registers.parts.add(part)
    registers.sections.add(section(part, settings_model))
for view in (
    "themes:stylesheet",
    "themes:drawing",
    "themes:picture",
    "themes:icon",
    "themes:touch_icon",
    "themes:card",
    "themes:typeface",
):
    registers.access.add(kinds.Access(feature=FEATURE, view=view, audience=kinds.Audience.PUBLIC))
for view, audience in (
    ("look:page", kinds.Audience.STAFF),
    ("look:example", kinds.Audience.STAFF),
    ("look:example_sheet", kinds.Audience.STAFF),
    ("look:sheet", kinds.Audience.PUBLIC),
    ("look:logo", kinds.Audience.STAFF),
    *(
        (f"look:{part}_{kind}", kinds.Audience.PUBLIC)
        for part, found in logos.KINDS.items()
        for kind in found
    ),
):
    registers.access.add(kinds.Access(feature=FEATURE, view=view, audience=audience))
registers.settings.add(kinds.Settings(feature=FEATURE, section="mail_reports", model="core.MailReports"))
registers.settings.add(kinds.Settings(feature=FEATURE, section="mail_texts", model="core.MailTemplate"))
registers.parts.add(mail_parts.PART)
registers.sections.add(mail_parts.SECTION)
for view in ("kinds", "edit", "example", "try_out", "reset"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"mailtexts:{view}", audience=kinds.Audience.STAFF)
    )
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="E-mail versturen",
        purpose="Berichten sturen die bij een handeling op de website horen, zoals een uitnodiging.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("e-mailadres", "naam"),
    )
)
for model, keep in (
    ("core.Texts", "Zolang de gemeente de website gebruikt."),
    ("core.ContactDetails", "Zolang de gemeente de website gebruikt."),
    ("core.Adjustable", "Zolang de gemeente de website gebruikt."),
    ("core.Adjustment", "Zolang de gemeente de website gebruikt."),
    ("core.MailReports", "Zolang de gemeente de website gebruikt."),
    ("core.MailTemplate", "Tot de gemeente weer de standaardtekst gebruikt."),
    ("core.AdjustedSheet", "Tot er twintig nieuwere zijn."),
):
    registers.retention.add(kinds.Retention(feature=FEATURE, model=model, keep=keep))
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model="core.OwnLogo",
        keep="Zolang de gemeente de website gebruikt, of een dag als niemand het koos.",
        personal_fields=("statement",),
        on_erasure="Wie het recht op het logo verklaarde, staat er alleen als kenmerk in, dat daarna van niemand is.",
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model="core.OutboxMessage",
        keep="De tekst: tot het bericht is verstuurd, en alleen deze website kan die lezen. Dat het is verstuurd: "
        "dertig dagen daarna.",
        personal_fields=("to", "subject", "text", "html"),
        on_erasure="De berichten aan deze persoon worden verwijderd.",
    )
)
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="settings", fill=_fill_canary))
for action, text in (
    ("admin.added", "{actor} heeft {target} toegevoegd."),
    ("admin.changed", "{actor} heeft {target} gewijzigd."),
    ("admin.deleted", "{actor} heeft {target} verwijderd."),
    ("mail.text_changed", "{actor} heeft de tekst van een e-mail gewijzigd: {target}."),
    ("mail.text_reset", "{actor} heeft de standaardtekst teruggezet van een e-mail: {target}."),
    ("mail.tried", "{actor} heeft zichzelf een proef gestuurd van een e-mail: {target}."),
    ("mail.report_left", "Iemand wil geen bericht meer als e-mails niet aankomen."),
    ("look.adjusted", "{actor} heeft de kleuren aangepast van {target}."),
    ("look.logo_changed", "{actor} heeft het logo gewijzigd van {target}."),
):
    registers.audit_texts.add(kinds.AuditText(feature=FEATURE, action=action, text=text))
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="mail", run=_check_mail))
registers.facts.add(kinds.FactSource(FEATURE, "contact", lambda: {"email": bool(queries.contact().email)}))
registers.facts.add(
    kinds.FactSource(FEATURE, "mail", lambda: {"sent": mail.sent() > 0, "failed": mail.failed() > 0})
)
registers.go_live.add(
    kinds.GoLiveCheck(
        FEATURE,
        "security_contact",
        "Wie een zwakke plek vindt, kan dat melden (security.txt)",
        "Laat de beheerder van de gemeente in /beheer/ een e-mailadres invullen bij Contact.",
        lambda facts: bool(facts.told("contact", "email")),
    )
)
registers.go_live.add(
    kinds.GoLiveCheck(
        FEATURE,
        "mail_sender",
        "E-mail van de gemeente komt aan bij de mailserver",
        "Bekijk in /beheer/ bij Uitgaande berichten wat nog wacht of niet is gelukt, en de afzender (MAIL_DOMAIN).",
        lambda facts: bool(facts.told("mail", "sent")) and not facts.told("mail", "failed"),
    )
)
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="settings.md"))
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="huisstijl.md"))
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="mailteksten.md"))
outbox.kinds.add(
    outbox.Kind(
        FEATURE,
        "mail",
        handler="portal.core.mail.handing_over.hand_over",
        settled="portal.core.mail.handing_over.settled",
        describe="portal.core.mail.handing_over.describe",
        label=_("E-mail"),
        title=_("E-mail"),
        most_attempts=12,
        reasons=mail_refusals.REASONS,
    )
)
mail_kinds.add(digest.KIND)
mail_topics.add(digest.TOPIC)
registers.access.add(kinds.Access(feature=FEATURE, view="mailtopics:leave", audience=kinds.Audience.PUBLIC))
registers.jobs.add(
    kinds.Job(
        feature=FEATURE,
        name="report_failed_mail",
        run=digest.report,
        rhythm=Daily(datetime.time(7, 30)),
        catch_up=ONCE,
    )
)
registers.jobs.add(kinds.Job(feature=FEATURE, name="deliver_mail", run=mail_jobs.deliver, atomic=False))
registers.jobs.add(
    kinds.Job(
        feature=FEATURE,
        name="forget_mail",
        run=mail_jobs.forget,
        rhythm=Daily(datetime.time(3, 30)),
        catch_up=ONCE,
        atomic=False,
    )
)
registers.jobs.add(
    kinds.Job(
        feature=FEATURE,
        name="sweep_mail",
        run=mail_jobs.sweep,
        rhythm=Every(datetime.timedelta(hours=1)),
        catch_up=ONCE,
    )
)
registers.jobs.add(
    kinds.Job(
        feature=FEATURE, name="activity", run=jobs.write_activity, rhythm=Every(datetime.timedelta(minutes=5))
    )
)
