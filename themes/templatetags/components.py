"""Render form controls with the classes of the stylesheet."""

from typing import Final

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from themes import dates

register = template.Library()

# By Django's widget type; what is not listed is a text box. Radio buttons and checkboxes need no class.
CLASSES: Final = {
    "checkbox": "",
    "checkboxselectmultiple": "",
    "radioselect": "",
    "select": "utrecht-select",
    "selectmultiple": "utrecht-select",
    "nullbooleanselect": "utrecht-select",
    "lazyselect": "utrecht-select",
    "textarea": "utrecht-textarea",
    "file": "utrecht-file-input",
    "clearablefile": "utrecht-file-input",
}
GROUPS: Final = frozenset({"radioselect", "checkboxselectmultiple"})


@register.filter
def control(field: BoundField) -> SafeString:
    """Render the field's widget with its class, keeping the classes that the form gave it."""
    own = str(field.field.widget.attrs.get("class", ""))
    classes = " ".join(part for part in (CLASSES.get(field.widget_type, "utrecht-textbox"), own) if part)
    return field.as_widget(attrs={"class": classes} if classes else None)


@register.filter
def is_group(field: BoundField) -> bool:
    """Tell whether the field is a group of radio buttons or checkboxes, which needs a fieldset."""
    return field.widget_type in GROUPS


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Tell whether the field is one checkbox, whose label stands behind it."""
    return field.widget_type == "checkbox"


@register.filter
def is_revealed(field: BoundField) -> bool:
    """Tell whether people may look at what they type here: a password of their own, no secret of a connection."""
    return "data-revealed" in field.field.widget.attrs


@register.filter
def is_date(field: BoundField) -> bool:
    """Tell whether the field is a date of three boxes."""
    return isinstance(field.field.widget, dates.DateParts)


@register.filter
def date_parts(field: BoundField) -> list[dict[str, str]]:
    """Give the three boxes of a date: name, id, label, value, and what a browser may fill in."""
    widget = field.field.widget
    boxes = field.subwidgets[0].data["subwidgets"]
    birthday = ("bday-day", "bday-month", "bday-year") if widget.is_birthday else ("", "", "")
    labels = (gettext("Dag"), gettext("Maand"), gettext("Jaar"))
    return [
        {
            "id": box["attrs"]["id"],
            "name": box["name"],
            "value": "" if box["value"] is None else str(box["value"]),
            "label": label,
            "length": length,
            "autocomplete": autocomplete,
        }
        for box, label, length, autocomplete in zip(boxes, labels, ("2", "2", "4"), birthday, strict=True)
    ]
