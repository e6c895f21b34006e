"""What shapes share: names in camelCase, nothing that nobody asked for, text that a database can hold."""

import datetime
import re
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel

RFC3339: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
WITHOUT_CONTROLS: Final = r"^[^\x00-\x1f\x7f]*$"
WITH_LINES: Final = r"^[^\x00-\x09\x0b-\x1f\x7f]*$"


class Given(BaseModel):
    """What a program sends; what is not known is refused, so that a slip of the pen does not go unseen."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")


class Told(BaseModel):
    """What a program gets."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, from_attributes=True)


def _moment(value: Any) -> Any:
    if isinstance(value, str) and not RFC3339.fullmatch(value):
        raise ValueError("Write a moment as 2027-01-31T18:00:00+01:00.")
    if not isinstance(value, str | datetime.datetime):
        raise ValueError("A moment is a text.")
    return value


def _of_this_world(value: datetime.datetime) -> datetime.datetime:
    """Refuse a moment that is none in another time zone."""
    try:
        return value.astimezone(datetime.UTC)
    except OverflowError:
        raise ValueError("Choose a moment after the year 1.") from None


def _number(value: Any) -> Any:
    """Let pass what JSON calls an integer, also when it is written as 1.0."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("A number is written without quotes.")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise ValueError("Write a day as 2027-01-31.")
    if not isinstance(value, str | datetime.date):
        raise ValueError("A day is a text.")
    return value


Moment = Annotated[datetime.datetime, BeforeValidator(_moment), AfterValidator(_of_this_world)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
Line = Annotated[str, StringConstraints(pattern=WITHOUT_CONTROLS, max_length=300)]
Block = Annotated[str, StringConstraints(pattern=WITH_LINES, max_length=20_000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")]
SlugOrNone = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{0,40}$")]
Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,253}$")]
Flag = Annotated[bool, Field(strict=True)]
Number = Annotated[int, Field(ge=1, le=2_147_483_647), BeforeValidator(_number)]
PathNumber = Annotated[
    int,
    Field(ge=1, le=2_147_483_647),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 2147483647}),
]
Reason = Annotated[Line, Field(description="Waarom; komt in het logboek")]


def listed(values: type[StrEnum]) -> WithJsonSchema:
    """Describe an enumeration in place: others elsewhere have the same name."""
    return WithJsonSchema({"type": "string", "enum": [each.value for each in values]})


class Because(Given):
    """A reason, where one is wanted but not asked for."""

    reason: Reason = ""


class Unchanged(Told):
    """It is so already: nothing was done."""

    is_unchanged: bool = True
