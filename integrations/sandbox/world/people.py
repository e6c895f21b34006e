"""Synthetic people and companies; the same in every municipality, as people who move are."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from . import names
from .identifiers import BSNS, RSINS, branch, kvk

COUNT = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a BSN."""

    bsn: str = field(repr=False)
    first_name: str
    prefix: str
    surname: str
    gender: str
    born: date
    street: str
    house_number: int
    postcode: str

    @property
    def name(self) -> str:
        """Answer the full name."""
        return " ".join(part for part in (self.first_name, self.prefix, self.surname) if part)


@dataclass(frozen=True, slots=True)
class Branch:
    """A place where a company works."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Company:
    """A company, with its branches."""

    kvk: str
    rsin: str
    name: str
    legal_form: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody who works for the municipality."""

    identification: str
    name: str


def people() -> tuple[Person, ...]:
    """Answer all people; the first is Fatima, who has cases of every kind."""
    return _PEOPLE


def companies() -> tuple[Company, ...]:
    """Answer all companies; the first is a bakery with two branches."""
    return _COMPANIES


def employees() -> tuple[Employee, ...]:
    """Answer those who handle cases."""
    return _EMPLOYEES


def _person(number: int) -> Person:
    prefix, surname = names.LAST[(number * 3) % len(names.LAST)]
    return Person(
        bsn=BSNS[number],
        first_name=names.FIRST[number % len(names.FIRST)],
        prefix=prefix,
        surname=surname,
        gender="vmvmvvmvmv"[number % 10],
        born=date(1950, 3, 1) + timedelta(days=397 * number),
        street=names.STREETS[number % len(names.STREETS)],
        house_number=2 * number + 1,
        postcode=f"{1000 + 7 * number} ZZ",
    )


def _company(number: int) -> Company:
    name, legal_form = names.COMPANIES[number]
    branches = tuple(
        Branch(branch(number * 10 + place), name if place == 1 else f"{name} {names.STREETS[place]}")
        for place in range(1, 3 - number % 2)
    )
    full = f"{name} {legal_form}".strip()
    return Company(kvk(number + 1), RSINS[number + 1], full, legal_form, branches)


_PEOPLE = tuple(_person(number) for number in range(COUNT))
_COMPANIES = tuple(_company(number) for number in range(len(names.COMPANIES)))
_EMPLOYEES = tuple(Employee(*one) for one in names.EMPLOYEES)
