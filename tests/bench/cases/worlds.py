"""The municipalities of the sandbox that are measured, each by a name of its own."""

import random
import uuid
from dataclasses import replace
from datetime import date
from typing import Final

from integrations.sandbox.world import cases, documents, worlds
from integrations.sandbox.world.catalogue import CaseType
from integrations.sandbox.world.people import Company, companies, people

USUAL: Final = "bench-usual"
FIRST: Final = "bench-first"
"""Asked by version 1.0."""
MANY: Final = "bench-many"
"""Where a company has very many cases, and another one a few."""
LEFT, DEAD = "bench-left", "bench-dead"
"""Two case systems of one municipality, of which one will be dead."""
VERY_MANY: Final = 10_000
A_FEW: Final = 20
CASES: Final = 20
"""Of Fatima, in every other one."""
MADE: Final = 200
"""Cases of which hers are chosen: of fewer, chance may give her too few."""
TOO_CONFIDENTIAL: Final = "vertrouwelijk"
"""What none of the demo municipalities shows."""
FILE: Final = 500_000_000
"""Bytes of the large document that the first case of each has."""


class World(worlds.World):
    """As all others, but for cases that nobody may see: then a page of twenty shows twenty."""

    def __init__(self, slug: str, *, seed: str, count: int, today: date) -> None:
        super().__init__(slug, seed=seed, count=max(count, MADE), today=today)
        self.cases = {key: case for key, case in self.cases.items() if _may_be_seen(case.type)}
        hers = [key for key, case in self.cases.items() if case.roles[0].party == people()[0]]
        for key in hers[CASES:]:
            del self.cases[key]
        if slug == MANY:
            self.cases.clear()
            for company, number in zip(companies(), (VERY_MANY, A_FEW), strict=False):
                self._give(company, number)

    def _give(self, company: Company, number: int) -> None:
        """Let a company have so many cases."""
        namespace = uuid.uuid5(self.namespace, company.kvk)
        kinds = tuple(kind for kind in self.types if _may_be_seen(kind))
        chance = random.Random(namespace.int)  # noqa: S311 - the same each time
        for case in cases.cases(namespace, kinds, today=self.today, count=number, random_=chance):
            applicant = cases.Role(case.roles[0].uuid, case.roles[0].type, company)
            self._add(replace(case, roles=(applicant, *case.roles[1:])))

    def _add(self, case: cases.Case) -> None:
        self.cases[case.uuid] = case
        self.statuses.update({one.uuid: (case, one) for one in case.statuses})
        self.roles.update({one.uuid: (case, one) for one in case.roles})
        if case.result:
            self.results[case.result.uuid] = (case, case.result)


def _may_be_seen(kind: CaseType) -> bool:
    return not kind.is_internal and kind.confidentiality != TOO_CONFIDENTIAL


def be_measured() -> None:
    """Let this process make these worlds, with a very large document."""
    worlds.World = World  # type: ignore[misc]
    documents.LARGE = FILE  # type: ignore[misc]
