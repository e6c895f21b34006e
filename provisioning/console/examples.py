"""What comes out of two colours or a file, beside the form in which they are filled in."""

from typing import Any

from django.utils.safestring import mark_safe

from themes import identity, thumbnail

from .forms.opening import OpeningForm


def of(form: OpeningForm) -> dict[str, Any]:
    """Answer a page in miniature, what was repaired, and which themes there are to choose from."""
    taken = form.taken
    choices = taken.choices if taken else ()
    form.fields["choice"].choices = [(each, each) for each in choices]  # type: ignore[attr-defined]
    theme = taken.theme if taken else None
    repaired = theme.repaired if theme else ()
    named = [each for each in repaired if each.slot in identity.SLOTS]
    return {
        "sketch": mark_safe(thumbnail.svg(theme.values).decode()) if theme else "",  # noqa: S308 - shapes alone
        "taken": taken,
        "repaired": len(repaired),
        "named": [(identity.SLOTS[each.slot], each.before, each.value) for each in named],
        "others": len(repaired) - len(named),
        "way_now": form.way_chosen,
        "kept": form.given["upload_name"] if form.given["upload"] else "",
        "choices": form["choice"] if choices else None,
    }
