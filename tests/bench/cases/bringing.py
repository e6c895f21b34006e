"""Somebody who brings news at an even pace, however long the answers take: who is slow is not asked less."""

import http.client
import json
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

CASES: Final = 200
"""That the news is about, in turns."""
LINES: Final = 8
"""Connections on which it is brought."""
TAKEN: Final = 204


@dataclass
class Bringer:
    """Who brings news to one municipality."""

    port: int
    host: str
    entrance: Mapping[str, str]
    seconds: float
    a_minute: int
    acknowledged: list[float] = field(default_factory=list)
    """Seconds that each answer took, from when it was due."""
    refused: list[str] = field(default_factory=list)
    late: float = 0.0
    """The most that one was begun after its time."""
    _cases: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Answer how many messages there are."""
        return round(self.seconds * self.a_minute / 60)

    def run(self) -> float:
        """Bring all of them; answers how many seconds that took."""
        home = self.entrance["home"].rstrip("/")
        self._cases = [f"{home}/zaken/api/v1/zaken/{uuid.uuid4()}" for _ in range(CASES)]
        began = time.monotonic()
        threads = [
            threading.Thread(target=self._some, args=(began, first))  # noqa: TID251 - no tenant here
            for first in range(LINES)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - began

    def _some(self, began: float, first: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for place in range(first, self.number, LINES):
            due = began + place * 60 / self.a_minute
            time.sleep(max(0.0, due - time.monotonic()))
            self.late = max(self.late, time.monotonic() - due)
            try:
                status = self._post(line, place)
            except (OSError, http.client.HTTPException) as error:
                line.close()
                self.refused.append(type(error).__name__)
                continue
            if status == TAKEN:
                self.acknowledged.append(time.monotonic() - due)
            else:
                self.refused.append(str(status))
        line.close()

    def _post(self, line: http.client.HTTPConnection, place: int) -> int:
        headers = {
            "Host": f"{self.host}:{self.port}",
            "Authorization": self.entrance["authorization"],
            "Content-Type": "application/json",
        }
        line.request("POST", self.entrance["path"], json.dumps(self._message(place)), headers)
        answer = line.getresponse()
        answer.read()
        return answer.status

    def _message(self, place: int) -> dict[str, Any]:
        case = self._cases[place % CASES]
        api = case.rpartition("/zaken/")[0]
        return {
            "kanaal": "zaken",
            "hoofdObject": case,
            "resource": "status",
            "resourceUrl": f"{api}/statussen/{uuid.uuid4()}",
            "actie": "create",
            "aanmaakdatum": datetime.now(UTC).isoformat(),
            "kenmerken": {"bronorganisatie": "517439943", "vertrouwelijkheidaanduiding": "openbaar"},
        }
