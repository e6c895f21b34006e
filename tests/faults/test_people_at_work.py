"""The people of a journey are witnesses: what they say of an act is so, whoever else is at work in their session."""

import pytest

from tests.browser import web
from tests.faults.client import Client
from tests.faults.cluster import Cluster
from tests.faults.journey import Journey
from tests.faults.remains import Remains
from tests.stack import Stack


class Overtaken(Client):
    """Somebody who looks at each page in another window first, where the session's messages are shown then."""

    def again(self) -> Client:
        other = Overtaken(self.port, self.host.partition(":")[0])
        other.cookies = dict(self.cookies)
        return other

    def _ask(self, method: str, path: str, body: str | None = None) -> web.Answer:
        if method == "GET":
            super().again().get(path)
        return super()._ask(method, path, body)


@pytest.fixture
def overtaken(operator: Client) -> Client:
    person = Overtaken(operator.port, operator.host.partition(":")[0])
    person.cookies = dict(operator.cookies)
    return person


def test_a_switch_is_done_although_another_window_showed_the_message(
    stack: Stack, cluster: Cluster, administrator: Client, overtaken: Client
) -> None:
    journey = Journey(Remains(stack, cluster), stack.portal_port, administrator, overtaken)

    journey.switch()
    journey.switch()

    assert len(journey.history.of("switch")) == 2
    assert journey.history.troubles() == []
    assert journey.remains.lost(journey.history) == []
