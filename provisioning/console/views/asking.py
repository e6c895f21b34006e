"""Ask for an operation with a form: lead on to its progress, or say beside each field why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from provisioning.console.access import ConsoleRequest
from provisioning.console.forms.asking import AskingForm
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation

type Ask = Callable[[], Operation | None]
type Found = Callable[[], Operation | None]
METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Question:
    """A page that asks for something, and what is done with the answer."""

    template: str
    form: AskingForm
    ask: Ask
    found: Found = lambda: None
    """Looks for the same that is under way already: a click too many leads there."""
    unchanged: str = "console:tenant"
    """Where to go when there is nothing to do; with the arguments of `where`."""
    where: tuple[Any, ...] = ()


def posted(request: ConsoleRequest) -> Any:
    """Answer what was sent, for a form; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def put(request: ConsoleRequest, question: Question, **values: Any) -> HttpResponse:
    """Show the page, or ask and lead to how far it is."""
    form = question.form
    if form.is_valid():
        try:
            operation = question.ask()
        except RefusedError as error:
            if same := question.found():
                return redirect("console:operation", same.uuid)
            form.refuse(error)
        else:
            return _onward(question, operation)
    status = 422 if form.errors else 200
    return render(request, f"console/{question.template}.html", {**values, "form": form}, status=status)


def _onward(question: Question, operation: Operation | None) -> HttpResponse:
    if operation is None:
        return redirect(question.unchanged, *question.where)
    return redirect("console:operation", operation.uuid)
