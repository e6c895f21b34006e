"""Knobs that make the stand-ins slow or faulty, for demo and tests."""

import threading
from dataclasses import asdict, dataclass

HANGS = 120.0
"""Seconds after which a hanging answer comes after all."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the knobs stand; as built they do nothing."""

    latency: int = 0
    """Milliseconds before every answer."""
    status: int = 0
    """An HTTP status to answer with, whatever is asked; 0 for none."""
    malformed: bool = False
    """Answer with a page of HTML where JSON is due."""
    hang: bool = False
    """Do not answer."""


class Knobs:
    """The knobs, and the waiting that they cause; waiting ends when a knob is turned."""

    def __init__(self) -> None:
        self._turned = threading.Condition()
        self.setting = Setting()

    def turn(self, **values: int | bool) -> None:
        """Turn the knobs that are named; the others go back to nothing."""
        with self._turned:
            self.setting = Setting(**values)  # type: ignore[arg-type]
            self._turned.notify_all()

    def wait(self) -> None:
        """Take as long as the knobs say."""
        setting = self.setting
        with self._turned:
            patience = HANGS if setting.hang else setting.latency / 1000
            self._turned.wait_for(lambda: self.setting is not setting, patience)

    def as_dict(self) -> dict[str, object]:
        """Answer how the knobs stand."""
        return asdict(self.setting)
