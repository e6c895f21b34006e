"""The questions for somebody's cases: one for each case system, of its first part or of the part that comes next."""

from collections.abc import Mapping, Sequence
from typing import Final

from integrations import sources
from integrations.zgw.queries import cases
from integrations.zgw.types.cases import CasePage
from portal.cases.types import Asker, CaseSystem

NUMBER: Final = cases.LONGEST_NUMBER


def questions(
    asker: Asker, systems: Sequence[CaseSystem], *, number: str = "", after: Mapping[str, str] | None = None
) -> Mapping[str, sources.Kept[CasePage]]:
    """Make them, by the slug of the system.

    :param number: of the one case that is looked for.
    :param after: where the part begins, by the slug of the system; those that are not in it are not asked.
    :raises ValueError: when one of these is no place in a list, or that is no number of a case.
    """
    return {
        each.slug: cases.list_of(
            each.key,
            asker.applicant,
            whose=asker.whose,
            options=asker.options,
            number=number,
            after=(after or {}).get(each.slug, ""),
            rsin=asker.rsin,
            access=each.access,
        )
        for each in systems
        if after is None or each.slug in after
    }
