"""Forms of the profile: what somebody may change follows from who they are (P-055)."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Channel, ContactData, User
from portal.profile.fields import AddressField, NameField, PhoneField, PostcodeField
from portal.profile.queries import Profile

NAMES: Final = ("first_name", "infix", "last_name")
REACH: Final = ("email", "phone")
HOME: Final = ("street", "house_number", "postcode", "city")
TOPICS: Final = "topics"
CHANNEL: Final = "channel"


def _given(name: str) -> forms.Widget:
    return forms.TextInput(attrs={"autocomplete": name})


def _made(name: str) -> forms.Field:
    longest = {**_longest(ContactData, (*REACH, *HOME)), **_longest(User, NAMES)}[name]
    match name:
        case "first_name":
            return NameField(label=_("Voornaam"), max_length=longest, widget=_given("given-name"))
        case "infix":
            return NameField(label=_("Tussenvoegsel"), max_length=longest, required=False)
        case "last_name":
            return NameField(label=_("Achternaam"), max_length=longest, widget=_given("family-name"))
        case "email":
            help_text = _("Is het een nieuw adres? Dan sturen wij u een e-mail om het te bevestigen.")
            return AddressField(label=_("E-mailadres"), max_length=longest, help_text=help_text)
        case "phone":
            return PhoneField(label=_("Telefoonnummer"), max_length=30, required=False)
        case "street":
            return NameField(label=_("Straat"), max_length=longest, required=False)
        case "house_number":
            return NameField(label=_("Huisnummer"), max_length=longest, required=False)
        case "postcode":
            return PostcodeField(label=_("Postcode"), max_length=10, required=False)
        case _:
            return NameField(
                label=_("Plaats"), max_length=longest, required=False, widget=_given("address-level2")
            )


def _longest(model: Any, names: tuple[str, ...]) -> dict[str, int]:
    return {name: model._meta.get_field(name).max_length for name in names}


class DetailsForm(forms.Form):
    """Names, address and how to reach somebody; a field that is not theirs to change is not there at all."""

    def __init__(self, profile: Profile, *args: Any, **kwargs: Any) -> None:
        rows = dict.fromkeys(NAMES, profile.user) | dict.fromkeys((*REACH, *HOME), profile.contact)
        names = self._names(profile)
        now = {name: getattr(rows[name], name) for name in names} | {"email": profile.email}
        super().__init__(*args, **{"initial": now, **kwargs})
        for name in names:
            self.fields[name] = _made(name)

    def _names(self, profile: Profile) -> tuple[str, ...]:
        return (*NAMES, *REACH, *HOME) if profile.may_change_names else REACH

    def given(self) -> dict[str, str]:
        """Answer what was filled in, by field of the user or of their contact data."""
        return {
            name: str(text) for name, text in self.cleaned_data.items() if name in (*NAMES, *REACH, *HOME)
        }


class Choosing(forms.Form):
    """What somebody wants to hear of, as part of a form."""

    _profile: Profile

    def add(self, profile: Profile) -> None:
        """Add the fields that there is a choice for."""
        self._profile = profile
        if profile.topics:
            self.fields[TOPICS] = forms.MultipleChoiceField(
                label=_("Waarover wilt u e-mail ontvangen?"),
                choices=[(topic.key, topic.label) for topic in profile.topics],
                initial=[topic.key for topic in profile.wanted],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Moet u iets doen voor uw zaak? Dan krijgt u altijd een e-mail."),
            )
        if profile.chosen.channel_choice and any(topic.key == "cases" for topic in profile.topics):
            self.fields[CHANNEL] = forms.ChoiceField(
                label=_("Hoe wilt u bericht over uw zaken?"),
                choices=Channel.choices,
                initial=profile.preferences.channel,
                widget=forms.RadioSelect,
            )

    def preferences(self) -> dict[str, Any]:
        """Answer what was chosen, by field of `Preferences`; what there was no choice for is not in it."""
        chosen: dict[str, Any] = {}
        if TOPICS in self.cleaned_data:
            wanted = self.cleaned_data[TOPICS]
            chosen = {topic.key: topic.key in wanted for topic in self._profile.topics}
        if self.cleaned_data.get(CHANNEL):
            chosen["channel"] = self.cleaned_data[CHANNEL]
        return chosen


class PreferencesForm(Choosing):
    """What somebody wants to hear of, of what there is here (P-059)."""

    def __init__(self, profile: Profile, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add(profile)


class NecessaryForm(Choosing, DetailsForm):
    """What must be filled in before somebody goes on, and what they want to hear of (P-040, P-041)."""

    def __init__(self, profile: Profile, *args: Any, **kwargs: Any) -> None:
        super().__init__(profile, *args, **kwargs)
        self.add(profile)

    def _names(self, profile: Profile) -> tuple[str, ...]:
        asks_names = profile.is_person and not profile.will_be_told
        return (*NAMES, "email") if asks_names else ("email",)
