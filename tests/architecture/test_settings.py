"""The settings and their example say the same (style 7)."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = re.compile(
    r"environment\.(?:text|secret|flag|number|words|networks|mailbox)\(\s*f?\"([A-Z_{}.a-z()]+)\""
)
LOGINS = ("PORTAL", "CONSOLE", "PORTAL_WORKER", "LIFECYCLE", "MIGRATIONS")


def names_in_settings() -> set[str]:
    names = set()
    for path in (ROOT / "platform/config/settings").glob("*.py"):
        for name in READ.findall(path.read_text(encoding="utf-8")):
            if name.startswith("DATABASE_PASSWORD_"):
                names |= {f"DATABASE_PASSWORD_{login}" for login in LOGINS}
            else:
                names.add(name)
    return names


def names_in_example() -> set[str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return {match.group(1) for line in lines if (match := re.match(r"#? ?([A-Z][A-Z_0-9]+)=", line))}


def test_every_setting_stands_in_the_example() -> None:
    assert names_in_settings() - names_in_example() == set()


def test_the_example_holds_no_setting_that_nothing_reads() -> None:
    assert names_in_example() - names_in_settings() == set()
