"""News about cases: what somebody was told, and why somebody was not."""

import uuid
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.cases import jobs
from portal.cases.models import CaseNotice, CaseTelling
from portal.cases.models.notices import Channel, Verdict, What
from portal.cases.news import falling_back, feed, mails, sending
from portal.cases.operations import knowing
from portal.cases.queries import explaining, letters
from portal.cases.types import FEATURE, KNOWING
from portal.core.mail.hearers import Hearer, hearers
from portal.core.mail.kinds import kinds as mail_kinds
from portal.core.models import OutboxState
from portal.userfeed.kinds import kinds as feed_kinds
from tenants import registers
from tenants.registers import Holding, RetentionRule, kinds
from tenants.schedule.types import ONCE, Daily

KEEP = "Tot 180 dagen nadat erover is beslist."
DAY = timedelta(days=1)


def _fill_canary(word: str) -> None:
    notice = CaseNotice.objects.create(
        connection=uuid.uuid4(),
        case=uuid.uuid4(),
        main=f"https://{word.lower()}.example/zaken/{word}",
        number=word[:100],
        mark=word[:64],
        what=What.STATUS,
        name=word,
        happened_at=timezone.now(),
    )
    user = User.objects.create(first_name=word, is_active=False)
    for channel in (Channel.MAIL, Channel.LETTER):
        telling = CaseTelling(
            notice=notice,
            channel=channel,
            user=user,
            part=word[:20],
            party=word[:20],
            verdict=Verdict.HELD,
        )
        telling._meta.get_field("letter").encrypt(word, telling)
        telling.save()


def _check() -> Mapping[str, Any]:
    """Tell how many mails were not delivered in a day, how many are held too long, and how many letters wait."""
    now = timezone.now()
    failed = CaseTelling.objects.filter(state=OutboxState.FAILED, decided_at__gt=now - DAY)
    late = CaseTelling.objects.filter(verdict=Verdict.HELD, due_at__lt=now - DAY)
    return {
        "not delivered": failed.count(),
        "held too long": late.count(),
        "letters waiting": letters.waiting().count(),
    }


for news in feed.KINDS:
    feed_kinds.add(news)
for letter in mails.KINDS:
    mail_kinds.add(letter)
hearers.add(Hearer(FEATURE, "news", falling_back.heard))
for name in ("why", "letters", "letter_done"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"case_types:{name}", audience=kinds.Audience.STAFF)
    )
registers.audit_texts.add(
    kinds.AuditText(
        feature=FEATURE,
        action="cases.letter_done",
        text="{actor} heeft een bericht over een zaak afgehandeld dat niet per e-mail aankwam.",
    )
)
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity=sending.TELLING,
        purpose="Wie een zaak heeft aangevraagd, laten weten dat er iets is veranderd of nodig is.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=(
            "BSN, of de nummers van het bedrijf of de vestiging, om het account te vinden",
            "e-mailadres en voorkeuren voor bericht",
            "zaak met nummer, soort en status",
        ),
    )
)
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity=explaining.EXPLAINING,
        purpose="Aan een inwoner kunnen uitleggen waarom er wel of geen bericht over een zaak kwam.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("nummer van de zaak", "welke berichten er gingen, wanneer en waarom niet"),
    )
)
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity=KNOWING,
        purpose="Bericht over een zaak geven aan wie voor het bedrijf inlogt, ook als daar alleen het RSIN staat.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("KvK-nummer en RSIN van het bedrijf; bewaard worden alleen versleutelde kenmerken",),
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model=CaseNotice._meta.label,
        keep=KEEP,
        personal_fields=("number", "main", "case"),
        on_erasure="Blijft staan tot het na 180 dagen verdwijnt: het noemt een zaak, en geen persoon.",
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model=CaseTelling._meta.label,
        keep=KEEP,
        personal_fields=("user", "letter", "message"),
        on_erasure="Wordt verwijderd.",
    )
)
registers.rules.add(RetentionRule(FEATURE, CaseNotice._meta.label, jobs.KEPT, jobs.forget))
registers.holdings.add(
    Holding(
        feature=FEATURE,
        name="case_news",
        title=_("Berichten over uw zaken"),
        source=_("deze website"),
        models=(CaseTelling._meta.label,),
        labels={
            "at": _("Wanneer"),
            "number": _("Nummer van de zaak"),
            "channel": _("Hoe"),
            "verdict": _("Wat wij deden"),
        },
        read=explaining.rows_of,
    )
)
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="case_news", fill=_fill_canary))
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="case_news", run=_check))
registers.jobs.add(kinds.Job(feature=FEATURE, name="tell_held", run=jobs.tell_held))
registers.jobs.add(kinds.Job(feature=FEATURE, name="know_company", run=knowing.know_company, atomic=False))
registers.jobs.add(
    kinds.Job(
        feature=FEATURE,
        name="note_outcomes",
        run=jobs.note_outcomes,
        rhythm=Daily(time(2, 50)),
        catch_up=ONCE,
    )
)
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="berichten-over-zaken.md"))
