"""Read somebody's profile: all that is theirs comes along with who asks, and one query is for what is set here."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from django.http import HttpRequest

from integrations import values
from integrations.outcomes import Kind
from portal.accounts.models import (
    ContactData,
    IdentityKind,
    Preferences,
    Registered,
    SignIn,
    Source,
    User,
)
from portal.accounts.queries import resolving
from portal.accounts.types import Whose
from portal.profile import links, rules
from portal.profile.models import BrpSettings, ProfileSettings
from portal.profile.types import KnownCompany, KnownPerson, Necessary
from tenants.fields import EncryptedTextField

MEMO: Final = "_profile"
DETAILS: EncryptedTextField = Registered._meta.get_field("details")


@dataclass(frozen=True)
class Profile:
    """Who looks at their profile, with everything of it that our own database knows."""

    whose: Whose
    user: User
    contact: ContactData
    preferences: Preferences
    registered: Registered | None
    chosen: ProfileSettings

    @property
    def kind(self) -> IdentityKind | None:
        """Tell what kind of party it is; None for who has an address and a password here."""
        identity = getattr(self.user, "identity", None)
        return IdentityKind(identity.kind) if identity else None

    @property
    def is_person(self) -> bool:
        """Tell whether it is somebody with a BSN."""
        return self.kind is IdentityKind.PERSON

    @property
    def is_company(self) -> bool:
        """Tell whether somebody is here for the company that they work for."""
        return self.kind is IdentityKind.EMPLOYEE

    @property
    def is_for_another(self) -> bool:
        """Tell whether they act for somebody else now: then nothing of their own is shown (P-266)."""
        return self.whose.is_representing and not self.is_company

    @property
    def email(self) -> str:
        """Answer where they can be reached; what was made up is none."""
        return rules.usable(self.contact.email or self.user.email or "")

    @property
    def has_verified_email(self) -> bool:
        """Tell whether the address of now was confirmed."""
        return bool(self.email) and self.contact.verified_email == self.email

    @cached_property
    def person(self) -> KnownPerson | None:
        """Answer what the BRP told; None while it has not."""
        return self._known(KnownPerson, Source.BRP)

    @cached_property
    def company(self) -> KnownCompany | None:
        """Answer what the Handelsregister told; None while it has not."""
        return self._known(KnownCompany, Source.KVK)

    @property
    def will_be_told(self) -> bool:
        """Tell whether a register says who they are, or has been asked and may still say."""
        return self.registered is not None and self.registered.outcome != Kind.NOT_FOUND

    @property
    def is_waiting(self) -> bool:
        """Tell whether a register was asked and has not told anything yet."""
        return self.will_be_told and not (self.registered and self.registered.details)

    @property
    def may_change_names(self) -> bool:
        """Tell whether their names are their own words: not what the BRP told, and no company's."""
        return not (self.is_company or self._is_told(Source.BRP))

    @property
    def may_see_data(self) -> bool:
        """Tell whether there is a page with what the BRP knows of them."""
        return (
            self.is_person
            and not self.is_for_another
            and self.chosen.show_data
            and self.registered is not None
            and self.registered.source == Source.BRP
        )

    @property
    def missing(self) -> frozenset[Necessary]:
        """Answer what they must still tell."""
        return rules.missing(
            kind=self.kind,
            will_be_told=self.will_be_told,
            first_name=self.user.first_name,
            last_name=self.user.last_name,
            email=self.email,
        )

    @cached_property
    def topics(self) -> list[links.Topic]:
        """List what they can hear of by e-mail."""
        return links.topics(self.chosen, is_person=self.is_person)

    @property
    def wanted(self) -> list[links.Topic]:
        """List what they do hear of (P-060)."""
        return [topic for topic in self.topics if getattr(self.preferences, topic.key)]

    def _known[T](self, kind: type[T], source: Source) -> T | None:
        row = self.registered
        if row is None or not self._is_told(source):
            return None
        try:
            return values.restore(kind, json.loads(DETAILS.reveal(row)))
        except (
            ValueError
        ):  # of a release in which it was kept otherwise: the register is asked again within a day
            return None

    def _is_told(self, source: Source) -> bool:
        row = self.registered
        return row is not None and row.source == source and bool(row.details)


def of(request: HttpRequest) -> Profile | None:
    """Answer whose profile a request is about; None for visitors and for staff. Read once for each request."""
    if not hasattr(request, MEMO):
        setattr(request, MEMO, _read(request))
    found: Profile | None = getattr(request, MEMO)
    return found


def settings_now() -> ProfileSettings:
    """Answer what the municipality has set: one query."""
    return ProfileSettings.objects.first() or ProfileSettings()


def purposes() -> BrpSettings:
    """Answer on which ground the BRP is asked: one query."""
    return BrpSettings.objects.first() or BrpSettings()


def last_sign_in(profile: Profile) -> datetime | None:
    """Answer when they signed in before this time: one query; None for who is here for the first time."""
    others = SignIn.objects.filter(user=profile.user).exclude(uuid=profile.whose.sign_in)
    return others.order_by("-at").values_list("at", flat=True).first()


def _read(request: HttpRequest) -> Profile | None:
    whose, row = resolving.whose(request), resolving.sign_in_of(request)
    if whose is None or row is None:
        return None
    user = row.user
    return Profile(
        whose=whose,
        user=user,
        contact=getattr(user, "contact", None) or ContactData(user=user, email=user.email or ""),
        preferences=getattr(user, "preferences", None) or Preferences(user=user),
        registered=getattr(user, "registered", None),
        chosen=settings_now(),
    )
