"""Make a first release for municipalities from before there were releases, and for parts that a version added."""

from typing import Any

from provisioning.lifecycle import baselining
from provisioning.lifecycle.commands import DONE, FAILED, LifecycleCommand, actor


class Command(LifecycleCommand):
    """Write down what no release holds yet; may be run again at any time."""

    help = "Legt vast wat nog in geen release staat: na een update, of bij gemeenten van vóór de releases."

    def act(self, *, reason: str, by: str, **options: Any) -> int:
        made, failed = baselining.run(by=actor(by), why=reason)
        words = f"Vastgelegd: {len(made)}. Mislukt: {len(failed)}."
        self.say({"made": made, "failed": failed}, "\n".join([words, *failed]))
        return FAILED if failed else DONE
