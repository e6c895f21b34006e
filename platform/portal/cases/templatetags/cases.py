"""What comes late is raw, and becomes what the page would have shown: by the same rules."""

from typing import Any

from django import template

from integrations.zgw.types.cases import CaseFile, CasePage
from portal.cases import access, filing, joining, listing, question_form
from portal.cases.filing import File
from portal.cases.queries import asking
from portal.cases.types import Shown

register = template.Library()


@register.simple_tag(takes_context=True)
def shown_cases(context: dict[str, Any], told: CasePage) -> list[Shown]:
    """Answer the cases of one system that may be shown."""
    if not told.cases:
        return []
    asker = access.asker_of(context["request"])
    joined = joining.joined(told.cases[0].connection, told.cases, asker.options)
    return listing.in_order(joined.cases)


@register.simple_tag(takes_context=True)
def shown_file(context: dict[str, Any], told: CaseFile) -> File | None:
    """Answer a case with what belongs to it; None where it may not be shown."""
    return filing.file_of(told, access.asker_of(context["request"]).options)


@register.inclusion_tag("cases/parts/question.html", takes_context=True)
def question(context: dict[str, Any], file: File) -> dict[str, Any]:
    """Show the form for a question about a case, where one may be asked; of an example, to look at."""
    request = context["request"]
    chosen = asking.settings() if file.is_example else access.settings_of(request)
    if not asking.takes_questions(file.kinds.own, chosen):
        return {}
    form = question_form.QuestionForm() if file.is_example else question_form.empty(request)
    return {"form": form, "url": file.question_url, "is_example": file.is_example}
