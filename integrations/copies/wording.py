"""Say in plain Dutch how long a copy is kept, and what ends it."""

from datetime import timedelta

from tenants.registers import Copy

UNITS = (
    ("dag", "dagen", 86_400),
    ("uur", "uur", 3_600),
    ("minuut", "minuten", 60),
    ("seconde", "seconden", 1),
)


def how_long(copy: Copy) -> str:
    """Say it, with what happens when the source is away."""
    text = f"ten hoogste {span(copy.hard)}"
    if copy.last_good and copy.last_good > copy.hard:
        text += f"; bij een storing van de bron ten hoogste {span(copy.last_good)}, met de tijd erbij"
    return f"{text}."


def span(time: timedelta) -> str:
    """Say a length of time in the largest unit that it is a whole number of."""
    seconds = int(time.total_seconds())
    for one, many, size in UNITS:
        if seconds >= size and seconds % size == 0:
            count = seconds // size
            return f"{count} {one if count == 1 else many}"
    return f"{seconds} seconden"
