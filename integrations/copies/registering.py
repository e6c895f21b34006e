"""Add a copy to the register, and to the record of processing where it is about people."""

from tenants import registers
from tenants.registers import Copy, Processing

from .wording import how_long


def register(copy: Copy) -> None:
    """Register a copy; an equal one again changes nothing.

    :raises ValueError: when another has this name.
    """
    registers.copies.add(copy)
    if copy.is_personal:
        registers.processing.add(
            Processing(
                copy.feature,
                activity=f"Kopie bewaren: {copy.title}",
                purpose=f"{copy.purpose} Bron: {copy.source}. Bewaartijd: {how_long(copy)}",
                legal_basis=copy.legal_basis,
                personal_data=copy.personal_data,
            )
        )
