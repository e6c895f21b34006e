"""What accounts keep about somebody, as rows for people."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.identities import SubjectKind
from tenants import registers
from tenants.registers import Holding

from .models import ContactInvite, MailedLink, Mandate, PutAway, Registered, SentCode, SignIn, User
from .queries import resolving
from .wording import GROUNDS, Doors

FEATURE: Final = "sign_in"
KINDS: Final = {SubjectKind.BSN: "BSN", SubjectKind.KVK: _("KvK-nummer"), SubjectKind.RSIN: "RSIN"}
DETAILS: Final = Registered._meta.get_field("details")

type Rows = list[Mapping[str, Any]]


def names(user: User) -> Rows:
    """Answer name and account."""
    return [{"name": user.get_full_name(), "email": user.email or "", "since": user.date_joined}]


def how_long(user: User) -> str | Promise:
    """Say how long name and account are kept: of staff in another way than of inhabitants."""
    return (
        _("Tot een jaar nadat u geen toegang meer hebt.")
        if user.is_staff
        else _("Zolang u een profiel hebt.")
    )


def identity(user: User) -> Rows:
    """Answer by which number somebody is known."""
    subject = resolving.subject_of(user)
    if subject is None:
        return []
    kind = KINDS.get(subject.kind, _("nummer van de inlogdienst"))
    return [{"kind": str(kind), "number": subject.value, "since": user.identity.created_at}]


def contact(user: User) -> Rows:
    """Answer how somebody can be reached."""
    row = getattr(user, "contact", None)
    if row is None:
        return []
    address = f"{row.street} {row.house_number}".strip()
    found = {
        "email": row.email,
        "phone": row.phone,
        "address": address,
        "place": f"{row.postcode} {row.city}".strip(),
    }
    return [found] if any(found.values()) else []


def preferences(user: User) -> Rows:
    """Answer what somebody wants to hear of."""
    row = getattr(user, "preferences", None)
    if row is None:
        return []
    return [
        {
            "channel": str(row.get_channel_display()),
            **{name: getattr(row, name) for name in ("cases", "messages", "plans")},
        }
    ]


def registered(user: User) -> Rows:
    """Answer what a register said of somebody, as it was told."""
    row = getattr(user, "registered", None)
    if row is None:
        return []
    told = _told(DETAILS.reveal(row) if row.details else "")
    names = [told.get(name) for name in ("name", "given_names", "infix", "family_name")]
    return [
        {
            "source": str(row.get_source_display()),
            "fetched_at": row.fetched_at,
            "name": " ".join(filter(None, names)),
            "number": ", ".join(filter(None, (told.get("kvk"), told.get("rsin")))),
            "legal_form": told.get("legal_form")
            or (str(_("Eenmanszaak")) if told.get("is_sole_proprietor") else ""),
            "address": ", ".join(told.get("address", ())),
        }
    ]


def sign_ins(user: User) -> Rows:
    """List when somebody signed in, latest first."""
    rows = SignIn.objects.filter(user=user).only("at", "ended_at", "door", "browser", "ending")
    doors = Doors()
    return [
        {
            "at": row.at,
            "until": row.ended_at,
            "door": doors.named(row.door),
            "browser": row.browser,
            "ending": str(row.get_ending_display()) if row.ending else "",
        }
        for row in rows
    ]


def mandates(user: User) -> Rows:
    """List for whom somebody could act, latest first; not the number of that other."""
    rows = Mandate.objects.filter(sign_in__user=user).select_related("sign_in").order_by("-sign_in__at")
    return [
        {"at": row.sign_in.at, "basis": str(GROUNDS.get(row.basis, row.basis)), "ends_at": row.ends_at}
        for row in rows
    ]


def put_away(user: User) -> Rows:
    """List which announcements somebody has put away."""
    return [{"at": row.put_away_at} for row in PutAway.objects.filter(user=user).order_by("-put_away_at")]


def contact_invites(user: User) -> Rows:
    """List whom somebody invited as a contact."""
    return [
        {"at": row.created_at, "name": f"{row.first_name} {row.last_name}".strip(), "email": row.email}
        for row in ContactInvite.objects.filter(inviter=user).order_by("-created_at")
    ]


def sent_codes(user: User) -> Rows:
    """List when somebody was sent a code to sign in with, and how; not the code."""
    rows = SentCode.objects.filter(user=user).order_by("-sent_at")
    return [{"at": row.sent_at, "how": str(row.get_channel_display())} for row in rows]


def mailed_links(user: User) -> Rows:
    """List which links somebody was sent; not the links."""
    rows = MailedLink.objects.filter(user=user).order_by("-asked_at")
    return [{"at": row.asked_at, "what": str(row.get_purpose_display())} for row in rows]


def _told(text: str) -> Any:
    """Read what was stored; what has another shape says nothing, and must not keep anybody from erasing it."""
    try:
        told = json.loads(text) if text else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


YOURSELF: Final = _("van u, of van de inlogdienst")
PARTS: Final = (
    (
        "account",
        _("Uw naam en account"),
        YOURSELF,
        ("accounts.User",),
        {"name": _("Naam"), "email": _("E-mailadres om in te loggen"), "since": _("Sinds")},
        names,
    ),
    (
        "identity",
        _("Wie u bent"),
        _("de inlogdienst, zoals DigiD"),
        ("accounts.Identity",),
        {"kind": _("Soort nummer"), "number": _("Nummer"), "since": _("Sinds")},
        identity,
    ),
    (
        "contact",
        _("Hoe wij u bereiken"),
        _("van u"),
        ("accounts.ContactData",),
        {
            "email": _("E-mailadres"),
            "phone": _("Telefoonnummer"),
            "address": _("Adres"),
            "place": _("Plaats"),
        },
        contact,
    ),
    (
        "preferences",
        _("Waarover wij u bericht sturen"),
        _("van u"),
        ("accounts.Preferences",),
        {
            "channel": _("Hoe"),
            "cases": _("Mijn zaken"),
            "messages": _("Mijn berichten"),
            "plans": _("Samenwerken"),
        },
        preferences,
    ),
    (
        "registered",
        _("Wat een register over u zegt"),
        _("de Basisregistratie Personen of het Handelsregister"),
        ("accounts.Registered",),
        {
            "source": _("Register"),
            "fetched_at": _("Opgehaald op"),
            "name": _("Naam"),
            "number": _("Nummer"),
            "legal_form": _("Rechtsvorm"),
            "address": _("Adres"),
        },
        registered,
    ),
    (
        "sign_ins",
        _("Wanneer u inlogde"),
        _("deze website"),
        ("accounts.SignIn",),
        {
            "at": _("Vanaf"),
            "until": _("Tot"),
            "door": _("Manier"),
            "browser": _("Browser"),
            "ending": _("Hoe het eindigde"),
        },
        sign_ins,
    ),
    (
        "mandates",
        _("Voor wie u mocht handelen"),
        _("de inlogdienst, zoals DigiD of eHerkenning"),
        ("accounts.Mandate",),
        {"at": _("Ingelogd op"), "basis": _("Grond"), "ends_at": _("Geldig tot")},
        mandates,
    ),
    (
        "put_away",
        _("Mededelingen die u hebt weggeklikt"),
        _("deze website"),
        ("accounts.PutAway",),
        {"at": _("Wanneer")},
        put_away,
    ),
    (
        "contact_invites",
        _("Wie u als contact uitnodigde"),
        _("van u"),
        ("accounts.ContactInvite",),
        {"at": _("Wanneer"), "name": _("Naam"), "email": _("E-mailadres")},
        contact_invites,
    ),
    (
        "sent_codes",
        _("Codes die u kreeg om in te loggen"),
        _("deze website"),
        ("accounts.SentCode",),
        {"at": _("Wanneer"), "how": _("Hoe")},
        sent_codes,
    ),
    (
        "mailed_links",
        _("Links die u per e-mail kreeg"),
        _("deze website"),
        ("accounts.MailedLink",),
        {"at": _("Wanneer"), "what": _("Waarvoor")},
        mailed_links,
    ),
)
"""Name, title, source, models, labels and who reads it."""


def register() -> None:
    """Add all of it to the register."""
    for name, title, source, models, labels, read in PARTS:
        registers.holdings.add(
            Holding(
                feature=FEATURE,
                name=name,
                title=title,
                source=source,
                models=models,
                labels=labels,
                read=read,
                keep=how_long if read is names else None,
            )
        )
