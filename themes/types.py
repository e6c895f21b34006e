"""What outsiders get to see of a theme."""

import enum
import uuid
from dataclasses import asdict, dataclass
from typing import Final

PREFIX: Final = "/thema/"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file served under `/thema/`, named after its content, with its compressed forms."""

    name: str
    content: bytes
    brotli: bytes
    gzip: bytes

    @property
    def url(self) -> str:
        """Give the path, the same on every host; what is there never changes."""
        return f"{PREFIX}{self.name}"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as an operator chooses it and a page uses it."""

    key: str
    name: str
    description: str
    # Hex colours of a small sample: header, hero, button, mark, footer.
    colours: tuple[str, ...]
    font: str
    heading_font: str
    look: "Look"
    # False for the console's own look, which no municipality chooses.
    choosable: bool = True
    # The only municipality that may have it; None for everybody.
    owner: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a page needs of a theme: where its files are, as paths that are the same on every host.

    A theme without a logo, an icon or a horizon says so with nothing.
    """

    stylesheet: str
    # The colour of a phone's address bar.
    color: str
    logo: str = ""
    favicon: str = ""
    icon: str = ""
    touch_icon: str = ""
    horizon: str = ""
    # The picture that goes with a link.
    card: str = ""
    # The typeface that it loads; with nothing it takes what devices have.
    typeface: str = ""

    @property
    def context(self) -> dict[str, str]:
        """Give what the skeleton of a page asks of its context."""
        return {f"theme_{name}": str(value) for name, value in asdict(self).items()}


class Reason(enum.StrEnum):
    """Why something in an imported file is not used, or why the whole file is not."""

    EMPTY = "empty"
    FILE_TOO_LARGE = "file-too-large"
    UNPACKED_TOO_LARGE = "unpacked-too-large"
    TOO_MANY_FILES = "too-many-files"
    BROKEN_ARCHIVE = "broken-archive"
    ENCRYPTED_ARCHIVE = "encrypted-archive"
    UNSAFE_NAME = "unsafe-name"
    LINK = "link"
    TWICE_IN_ARCHIVE = "twice-in-archive"
    ENCODING = "encoding"
    BROKEN_JSON = "broken-json"
    TOO_DEEP = "too-deep"
    TOO_MANY_TOKENS = "too-many-tokens"
    NO_TOKENS = "no-tokens"
    NO_SLOTS = "no-slots"
    CHOOSE = "choose"
    UNKNOWN_CHOICE = "unknown-choice"
    TWICE = "twice"
    NUMBER = "number"
    TOO_LONG = "too-long"
    FORBIDDEN = "forbidden"
    UNSUPPORTED = "unsupported"
    CYCLE = "cycle"
    CHAIN = "chain"
    DANGLING = "dangling"
    UNREADABLE = "unreadable"
    OUT_OF_BOUNDS = "out-of-bounds"
    FONT_ABSENT = "font-absent"
    RULES_IGNORED = "rules-ignored"
    DARK_IGNORED = "dark-ignored"
    ADVICE_CONTRAST = "advice-contrast"
    ADVICE_SIZE = "advice-size"
    ADVICE_LINE = "advice-line"
    MORE = "more"


class Severity(enum.StrEnum):
    """What a finding means for the import."""

    REFUSED = "refused"
    """Nothing of the upload is used."""
    SKIPPED = "skipped"
    """This one token is not used."""
    NOTE = "note"
    """Used, or rightly left aside; good to know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of an import's report; `themes.importing.wording` says it in words."""

    severity: Severity
    reason: Reason
    # As the upload names them, cut short and made printable.
    file: str = ""
    token: str = ""
    detail: str = ""


class Format(enum.StrEnum):
    """In which way a file writes its tokens."""

    TOKENS_STUDIO = "tokens-studio"
    STYLE_DICTIONARY = "style-dictionary"
    DTCG = "dtcg"
    FLAT = "flat"
    CSS = "css"
    BRAND = "brand"


class Origin(enum.StrEnum):
    """Where the value of a slot comes from."""

    TOKEN = "token"  # noqa: S105
    """From the first of the municipality's own tokens for this slot."""
    OTHER_TOKEN = "other-token"  # noqa: S105
    """From a later one, because the first cannot be read."""
    SWAPPED = "swapped"
    """Text and ground have changed places, because the ground was lost on the page."""
    SIBLING = "sibling"
    """From a slot that serves the same purpose, because the own colour cannot be read."""
    GIVEN = "given"
    """Said by whoever filled in the form."""
    DERIVED = "derived"
    """Follows from the other colours of the theme."""
    STANDARD = "standard"
    """The same in every theme, unless a theme says otherwise."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the value of one slot comes from, and what the repair did to it."""

    slot: str
    origin: Origin
    # What stands in the theme now, as CSS writes it.
    value: str
    # What the source said, when that is something else; and how far apart the two look (ΔE 2000).
    before: str = ""
    delta: float = 0
    repaired: bool = False
    # Of a token: its path and file as uploaded. Of a sibling or a derivation: the slot that it follows.
    source: str = ""
    file: str = ""
    # Each pair that asked for a change, such as "link on surface: 3.20, needs 4.5 (1.4.3)".
    asked: tuple[str, ...] = ()
