"""Carry one attempt out again, and show all that came out of it."""

import sys
from pathlib import Path


def main(words: list[str]) -> int:
    """Replay; answer 1 when it leaks or fails."""
    from tests.attacks import capturing
    from tests.attacks.storm import attempts, plants
    from tests.attacks.storm.scene import Scene

    roster, seed, number, planted = words
    capturing.install()
    if planted:
        plants.plant(planted)
    tally = attempts.Tally()
    attempt = attempts.carry_out(int(number), seed, Scene.load(Path(roster)), tally)
    print(f"attempt {number}: {next(iter(tally.attempts))}; {attempt.outcome or 'not held'}")
    print(f"own {attempt.own and attempt.own.host}, other {attempt.other and attempt.other.host}")
    for place, text, _ in attempt.outputs:
        print(f"--- {place}\n{text}")
    for line in (*tally.leaks, *tally.broken):
        print(line)
    return 1 if tally.leaks or tally.broken else 0


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(main(sys.argv[1:]))
