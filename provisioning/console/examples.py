"""What comes out of two colours or a file, beside the form in which they are filled in."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from themes import thumbnail
from themes.intake import Intake

from . import slot_texts
from .forms.asking import offer
from .forms.opening import OpeningForm
from .forms.opening_look import IMPORT, LIBRARY


def of(form: OpeningForm) -> dict[str, Any]:
    """Answer a page in miniature, what was repaired, and which themes there are to choose from."""
    taken = form.taken
    choices = taken.choices if taken else ()
    offer(form, "choice", [(each, each) for each in choices])
    theme = taken.theme if taken else None
    repaired = theme.repaired if theme else ()
    return {
        "sketch": _sketch(taken),
        "taken": taken,
        "repaired": len(repaired),
        "named": [(slot_texts.name(each.slot), each.before, each.value) for each in repaired],
        "way_now": form.way_chosen,
        "kept": form.given["upload_name"] if taken and form.way_chosen == IMPORT else "",
        "choices": form["choice"] if choices else None,
    }


def chosen(form: OpeningForm) -> dict[str, Any]:
    """Answer what to draw of the look that was chosen: a theme of the list by its key, another one as a drawing."""
    if form.way_chosen == LIBRARY:
        keys = {theme.key for theme in form.theme_choices}
        return {"theme_key": form.given["theme"] if form.given["theme"] in keys else ""}
    return {"sketch": _sketch(form.taken)}


def _sketch(taken: Intake | None) -> SafeString | str:
    theme = taken.theme if taken else None
    return mark_safe(thumbnail.svg(theme.values).decode()) if theme else ""  # noqa: S308 - shapes alone
