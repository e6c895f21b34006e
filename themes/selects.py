"""Render lists to choose from, which have hundreds of options: Django's templates take half of such a page for them.

What comes out is what Django's own templates make of it, but for the white space between tags.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

SELECT: Final = "django/forms/widgets/select.html"
OPTION: Final = "django/forms/widgets/select_option.html"


class Renderer(DjangoTemplates):
    """Render forms as Django does, and the options of a list without a template for each of them."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Render a template of a form."""
        if template_name == SELECT and _is_plain(context["widget"]):
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _is_plain(widget: Mapping[str, Any]) -> bool:
    """Tell whether each option is to look as Django's own do."""
    return all(
        option["template_name"] == OPTION
        for _group, options, _index in widget["optgroups"]
        for option in options
    )


def _select(widget: Mapping[str, Any]) -> SafeString:
    parts = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        within = "".join(_options(options))
        parts.append(
            f'<optgroup label="{conditional_escape(group)}">{within}</optgroup>' if group else within
        )
    return mark_safe("\n".join([*parts, "</select>"]))  # noqa: S308 - each part is escaped


def _options(options: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for option in options:
        value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
        yield f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>\n'


def _attributes(attributes: Mapping[str, Any]) -> str:
    """Write attributes: what is true stands alone, what is false is left out."""
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in attributes.items()
        if value is not False
    )
