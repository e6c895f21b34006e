"""Companies and their branches in our words. What sole proprietors are called is often their own name."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Company:
    """A company."""

    kvk: str
    name: str = field(repr=False)
    rsin: str | None = field(default=None, repr=False)
    """None where it has none, as of who trades alone, or where the register did not tell."""
    trade_names: tuple[str, ...] = field(default=(), repr=False)
    legal_form: str = ""
    is_sole_proprietor: bool = False
    """Whether somebody trades alone ("eenmanszaak"): such a company is the person, and has no RSIN."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A place where a company works."""

    kvk: str
    number: str
    name: str = field(repr=False)
    is_main: bool = False
    street: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
