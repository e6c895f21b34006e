"""Hear what a case system tells of a case, and decide what becomes of it (M-10, I-104).

Asked is once for a whole event, and not at all where nothing of it is told. What is decided is written in the
transaction that settles the messages: nobody is told twice, whatever is killed.
"""

from integrations.notifications.types import Effect, Event
from portal.cases.models.reasons import Why
from portal.cases.queries import asking

from . import chains, gathering, telling
from .facts import Decided, Happening, Place


def hear(event: Event) -> Effect | None:
    """Decide about news of a case; answers what writes it down, None where there is nothing to tell.

    :raises NoAnswerError: when the case system gave no answer: the news is looked at again later.
    """
    place = gathering.place_of(event)
    told = gathering.happenings(event)
    if place is None or not told:
        return None
    decided = decide(place, told)
    return lambda: telling.write(place, decided)


def decide(place: Place, told: list[Happening]) -> list[Decided]:
    """Let the chains decide: first those that need nobody else, then those of the case."""
    early = {each: chains.first(chains.AT_ONCE, gathering.before(each, place)) for each in told}
    asked = [each for each, why in early.items() if why is None]
    answers = _with_case(place, asked) if asked else {}
    return [answers.get(each) or Decided(each, early[each]) for each in told]


def _with_case(place: Place, asked: list[Happening]) -> dict[Happening, Decided]:
    news = gathering.news(place, asked, asking.options_of(asking.settings()))
    if news is None:
        return {each: Decided(each, Why.CASE_GONE) for each in asked}
    found = zip(asked, gathering.abouts(news, asked), strict=True)
    return {each: Decided(each, chains.of_about(about), about) for each, about in found}
