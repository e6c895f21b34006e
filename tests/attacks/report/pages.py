"""Put the report on a page: as Markdown for the repository, as HTML for who does not read that."""

import html as escaping
from collections import Counter

from tests.attacks.report.gathering import GROUPS, Attack, Report
from tests.attacks.storm.state import table

MOST_TESTS = 3
"""Tests that a row names; `make trace` names all."""
INTRODUCTION = """`make attack-report` writes this page. An attack is *tried* when a test is marked with its id; it
*waits* when what it would attack does not exist yet. Whether the tests hold, `make test` tells; of those
below `integrations/`, `portal/` and `provisioning/` `make test-rooms`, of those below `browser/`, `faults/` and
`processes/` `make test-processes`. `make trace ARGS=T08` names all tests of one attack. Storm and planted leaks are of
the last time that somebody ran them, perhaps with an earlier version. What the walls are is told in
[walls.md](walls.md)."""
STORM, PLANTED, WAITS = "The last storm (`make attack N=1000000`)", "Planted leaks", "What waits"
OUT_OF_REACH = "What the walk does not reach"
STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left;vertical-align:top}"
    ".waits{background:#f4f4f4}.NEITHER{background:#fdd}pre{background:#f4f4f4;padding:1rem;overflow:auto}"
)


def summary(found: Report) -> str:
    """Tell in one line."""
    states = Counter(attack.state for attack in found.attacks)
    parts = [f"{len(found.attacks)} attacks: {states['tried']} tried, {states['waits']} wait"]
    if states["NEITHER"]:
        parts.append(f"{states['NEITHER']} NEITHER")
    return ", ".join(parts)


def counts(found: Report) -> list[tuple[str, int, int, int]]:
    """Count by group: all, tried, waiting."""
    rows = []
    for letter, title in GROUPS.items():
        states = Counter(attack.state for attack in found.of(letter))
        rows.append((f"{letter}. {title}", sum(states.values()), states["tried"], states["waits"]))
    return rows


def mutants(found: Report) -> str:
    """Tell of the planted leaks, when they were tried."""
    result = found.mutants
    if not result:
        return "Not run here yet: `make mutants`."
    return (
        f"{result['killed']} of {result['seeded']} leaks that were planted in the running product were noticed, of"
        f" {result['mechanisms']} mechanisms (`make mutants`)."
    )


def storm(found: Report) -> str:
    """Tell of the last storm."""
    return table(found.storm) if found.storm else "Not run here yet: make attack N=1000000"


def markdown(found: Report, *, former: str = "") -> str:
    """Make the page for docs/security.

    :param former: the page as it is: what was not run here stays as whoever ran it wrote it.
    """
    lines = ["# Attacks", "", INTRODUCTION, "", f"{summary(found)} (`make attack-report`).", ""]
    lines += ["| group | attacks | tried | wait |", "|---|---|---|---|"]
    lines += [f"| {title} | {every} | {tried} | {wait} |" for title, every, tried, wait in counts(found)]
    told = f"```text\n{storm(found)}\n```" if found.storm else _section(former, STORM) or storm(found)
    lines += ["", f"## {STORM}", "", told, ""]
    told = mutants(found) if found.mutants else _section(former, PLANTED) or mutants(found)
    lines += [f"## {PLANTED}", "", told, ""]
    lines += [f"## {WAITS}", "", *(_waiting(attack) for attack in found.attacks if attack.waits_for), ""]
    lines += [f"## {OUT_OF_REACH}", "", unreached(found), ""]
    for letter, title in GROUPS.items():
        lines += [f"## {letter}. {title}", "", "| id | attack | state | tests, or what it waits for |"]
        lines += ["|---|---|---|---|", *(_row(attack) for attack in found.of(letter)), ""]
    return "\n".join(lines).rstrip() + "\n"


def unreached(found: Report) -> str:
    """Tell how many addresses a walk gets no page of."""
    return (
        "The walk over every address (`make test ARGS=tests/attacks/test_walker.py`) gets a page of each but"
        f" {found.unreached}: `tests/attacks/unreached.toml` says of each why, and which test goes there."
    )


def _section(page: str, title: str) -> str:
    """Answer what stands under a heading; nothing where it is not there."""
    _before, _heading, rest = page.partition(f"\n## {title}\n")
    return rest.partition("\n## ")[0].strip()


def _waiting(attack: Attack) -> str:
    return f"- **{attack.id}** {attack.title}: {attack.waits_for}"


def _row(attack: Attack) -> str:
    return f"| {attack.id} | {attack.title} | {attack.state} | {_told(attack, '`')} |"


def _told(attack: Attack, quote: str = "") -> str:
    if not attack.tests:
        return attack.waits_for
    named = [f"{quote}{test.removeprefix('tests/')}{quote}" for test in attack.tests[:MOST_TESTS]]
    more = len(attack.tests) - len(named)
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def html(found: Report) -> str:
    """Make a page that stands by itself."""
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Attacks</title><style>{STYLE}</style>',
        f"<h1>Attacks</h1><p>{escaping.escape(summary(found))}.</p>",
        "<table><tr><th>group<th>attacks<th>tried<th>wait</tr>",
        *(
            f"<tr><td>{escaping.escape(title)}<td>{every}<td>{tried}<td>{wait}</tr>"
            for title, every, tried, wait in counts(found)
        ),
        f"</table><h2>The last storm</h2><pre>{escaping.escape(storm(found))}</pre>",
        f"<h2>Planted leaks</h2><p>{escaping.escape(mutants(found))}</p>",
    ]
    for letter, title in GROUPS.items():
        parts.append(f"<h2>{letter}. {escaping.escape(title)}</h2><table>")
        parts.append("<tr><th>id<th>attack<th>state<th>tests, or what it waits for</tr>")
        parts += [
            f'<tr class="{attack.state}"><td>{attack.id}<td>{escaping.escape(attack.title)}'
            f"<td>{attack.state}<td>{escaping.escape(_told(attack))}</tr>"
            for attack in found.of(letter)
        ]
        parts.append("</table>")
    return "\n".join(parts) + "\n</html>\n"
