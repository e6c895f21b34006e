"""What a provider remembers of a municipality: its keys, codes that were given out, and who is signed in."""

import time
import uuid as uuids
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.jwk import RSAKey

from integrations.sandbox.stand_ins import Call

MOST = 1_000
CODE_LASTS = 60.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of one flavour, in the world of a municipality."""

    call: Call
    flavour: str

    def key(self, *, is_new: bool = False) -> RSAKey:
        """Answer the key that we sign with."""
        with self.call.world.lock:
            keys = self._shelf("keys")
            if is_new or not keys:
                name = uuids.uuid4()
                keys[name] = {
                    "key": RSAKey.generate_key(2048, {"kid": name.hex, "use": "sig", "alg": "RS256"})
                }
            found: Any = next(reversed(keys.values()))["key"]
            return found  # type: ignore[no-any-return]

    def keys(self) -> list[dict[str, Any]]:
        """Answer the public keys that signed something, the newest last."""
        self.key()
        with self.call.world.lock:
            made: list[Any] = [row["key"] for row in self._shelf("keys").values()]
        return [key.as_dict(private=False) for key in made[-2:]]

    def sign(self, claims: bytes, kind: str = "JWT") -> str:
        """Sign claims."""
        key = self.key()
        return jws.serialize_compact({"alg": "RS256", "kid": key.kid, "typ": kind}, claims, key)

    def give(self, shelf: str, what: dict[str, object]) -> str:
        """Remember something, and answer its name."""
        name = uuids.uuid4()
        with self.call.world.lock:
            rows = self._shelf(shelf)
            rows[name] = {**what, "at": time.time()}
            while len(rows) > MOST:
                del rows[next(iter(rows))]
        return name.hex

    def find(
        self, shelf: str, name: str, *, lasts: float = float("inf"), once: bool = False
    ) -> dict[str, Any]:
        """Answer what bears a name; nothing when it does not exist, is too old, or was asked for before."""
        try:
            key = uuids.UUID(hex=name)
        except ValueError:
            return {}
        with self.call.world.lock:
            rows = self._shelf(shelf)
            found: dict[str, Any] = dict(rows.pop(key, {}) if once else rows.get(key, {}))
        return found if found and time.time() - found["at"] < lasts else {}

    def all(self, shelf: str) -> dict[str, dict[str, Any]]:
        """Answer everything of a kind, by name."""
        with self.call.world.lock:
            return {name.hex: dict(row) for name, row in self._shelf(shelf).items()}

    def _shelf(self, name: str) -> dict[uuids.UUID, dict[str, object]]:
        return self.call.world.kept.setdefault(f"{self.flavour}/{name}", {})
