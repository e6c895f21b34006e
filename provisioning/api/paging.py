"""Give long lists piece by piece, by a cursor: what is added or goes meanwhile shifts nothing."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from django.db.models import Model, QuerySet
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST: Final = 200
PER_PAGE: Final = 50

Cursor = Annotated[str, StringConstraints(pattern=r"^[0-9a-z]{1,12}$")]


class Paging(BaseModel):
    """Which piece of a list."""

    model_config = ConfigDict(extra="ignore")

    cursor: Cursor | None = Field(
        None, description="`nextCursor` van het vorige antwoord; zonder begint de lijst"
    )
    limit: int = Field(PER_PAGE, ge=1, le=MOST, description="Hoeveel er ten hoogste in het antwoord staan")


@dataclass(frozen=True, slots=True)
class Piece[M: Model]:
    """A piece of a list, and where the next begins."""

    rows: list[M]
    next_cursor: str | None


def piece[M: Model](
    found: "QuerySet[M, M]", wanted: Paging, *, newest_first: bool = False, by: str = "pk"
) -> Piece[M]:
    """Take a piece of what was found, by primary key or by another number that no two of them share."""
    if wanted.cursor:
        side: dict[str, Any] = {f"{by}__lt" if newest_first else f"{by}__gt": int(wanted.cursor, 36)}
        found = found.filter(**side)
    rows = list(found.order_by(f"-{by}" if newest_first else by)[: wanted.limit + 1])
    there_is_more = len(rows) > wanted.limit
    rows = rows[: wanted.limit]
    return Piece(rows, written(getattr(rows[-1], by)) if there_is_more else None)


def written(number: int) -> str:
    """Write a cursor."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text or "0"
