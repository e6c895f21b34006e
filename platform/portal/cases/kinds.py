"""What was set of a kind of cases, as pages, mails and uploads ask for it.

What nobody set has the defaults of these classes; the models have the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from integrations.zgw.types import ResultType, StatusType, carried_over
from integrations.zgw.types.cases import Status
from integrations.zgw.types.keys import folded


@dataclass(frozen=True, slots=True)
class Step:
    """What holds for one step."""

    name: str = ""
    order: int | None = None
    indicator: str = ""
    """A word of `models.types.Indicator`; empty where it does not stand out."""
    indicator_text: str = ""
    text: str = ""
    notify: bool = True
    action_required: bool = False
    deadline_days: int | None = None
    upload_enabled: bool = True
    upload_text: str = ""
    call_to_action_url: str = ""
    """Empty also where its host is no longer on the list of the municipality."""
    call_to_action_text: str = ""
    case_link_text: str = ""

    def until(self, status: Status | None) -> date | None:
        """Answer the last day for what the step asks of somebody whose case got there; None where nobody said so."""
        if status is None or self.deadline_days is None:
            return None
        return status.day + timedelta(days=self.deadline_days)


NO_STEP: Final = Step()


@dataclass(frozen=True, slots=True)
class Document:
    """What holds for one kind of document."""

    name: str = ""
    upload_enabled: bool = False
    notify: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What holds for cases of one type, whichever version."""

    description: str = ""
    notify: bool = False
    upload_enabled: bool = False
    upload_url: str = ""
    question_enabled: bool = False
    question_subject: str = ""
    steps: Sequence[Step] = ()
    results: Mapping[str, str] = field(default_factory=dict)
    """Text for each result by its name, folded."""
    documents: Mapping[str, Document] = field(default_factory=dict)
    """By name, folded."""

    def steps_of(self, now: Sequence[StatusType]) -> Mapping[str, Step]:
        """Answer what holds for each step of one version, by its address.

        :param now: all steps of that version: what got another name is known by its place among them.
        """
        follows = carried_over(
            [(one.name, one.order) for one in self.steps], [(one.name, one.order) for one in now]
        )
        kept = {(one.name, one.order): one for one in self.steps}
        found: dict[str, Step] = {}
        for one in now:
            former = follows.get((one.name, one.order))
            found[one.url] = kept[former] if former else Step(one.name, one.order)
        return found

    def result(self, result: ResultType | str) -> str:
        """Answer what a citizen is told of a result; empty where nothing was set."""
        name = result if isinstance(result, str) else result.name
        return self.results.get(folded(name), "")

    def document(self, name: str) -> Document:
        """Answer what holds for a kind of document."""
        return self.documents.get(folded(name), Document(name))


NOTHING_SET: Final = Kind()
