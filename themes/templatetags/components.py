"""Render form controls with the classes of the stylesheet."""

from typing import Final

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

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
