"""Roles as code (architecture T6): the same in every municipality, reviewed here, written to `public`.

Numbers never change and are never used again.
"""

from dataclasses import dataclass
from typing import Final

CHANGE: Final = ("view", "add", "change", "delete")
LOOK: Final = ("view",)
SETTINGS: Final = ("view", "change")


@dataclass(frozen=True, slots=True)
class Role:
    """What a group of staff may do."""

    id: int
    name: str
    permissions: tuple[str, ...]
    """As `app_label.model.codename`."""


def may(model: str, verbs: tuple[str, ...] = CHANGE) -> tuple[str, ...]:
    """List permissions on one model, given as `app_label.model`."""
    name = model.partition(".")[2]
    return tuple(f"{model}.{verb}_{name}" for verb in verbs)


PAGES: Final = (
    *may("cms.page"),
    "cms.page.publish_page",
    "cms.placeholder.use_structure",
    *may("cms.cmsplugin"),
    *may("cms.usersettings"),
    *may("djangocms_text.text"),
    *may("djangocms_alias.alias"),
    *may("djangocms_alias.aliascontent"),
    *may("djangocms_alias.aliasplugin"),
    *may("djangocms_alias.category"),
    *may("djangocms_versioning.version"),
    *may("djangocms_versioning.pagecontentversion"),
    *may("djangocms_versioning.aliascontentversion"),
    *may("pages.section"),
)
PRODUCTS: Final = (
    *may("products.category"),
    *may("products.categoryproduct"),
    *may("products.product"),
    *may("products.question"),
    *may("products.location"),
    *may("products.contact"),
)
TEXTS: Final = (
    *may("core.texts", SETTINGS),
    *may("core.contactdetails", SETTINGS),
)
STAFF: Final = (
    *may("accounts.door"),
    *may("accounts.user", ("view", "add", "change")),
    *may("auth.group", LOOK),
    *may("audit.auditrecord", LOOK),
    *may("processing.record", LOOK),
    *may("connections.connection", LOOK),
    *may("core.outboxmessage", LOOK),
    *may("core.adjustment", SETTINGS),
    *may("cases.casenotice", LOOK),
    *may("cases.casesettings", SETTINGS),
    *may("cases.casetypesettings", SETTINGS),
    *may("cases.linksettings", SETTINGS),
    *may("core.mailreports", SETTINGS),
    *may("core.mailtemplate", SETTINGS),
    *may("profile.brpsettings", SETTINGS),
    *may("profile.profilesettings", SETTINGS),
    *may("outbox.item", SETTINGS),
    *may("userfeed.feeditem", LOOK),
    *may("notifications.message", SETTINGS),
)

EDITOR: Final = Role(1, "Redacteur", (*PAGES, *PRODUCTS, *TEXTS))
ADMINISTRATOR: Final = Role(2, "Functioneel beheerder", (*EDITOR.permissions, *STAFF))
ROLES: Final = (EDITOR, ADMINISTRATOR)
