"""People in our words, and on which ground they are asked for."""

from .dates import PartialDate
from .people import Address, Dwelling, Group, NameUse, Person, Sex
from .purposes import Purpose

__all__ = ["Address", "Dwelling", "Group", "NameUse", "PartialDate", "Person", "Purpose", "Sex"]
