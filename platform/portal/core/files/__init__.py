"""Files that people send: what they are by what is in them, and names that do no harm (attacks W05 and W20).

    found = files.judge(file, name=…, allowed=…, largest=…)   # raises UnfitError with what is wrong

What a browser says of a file counts for nothing. Its ending says what somebody thinks that it is, and its content has
to be exactly that.
"""

from .judging import Judged, judge
from .kinds import ENDINGS
from .naming import shown
from .reading import pieces
from .types import Fault, UnfitError

__all__ = ["ENDINGS", "Fault", "Judged", "UnfitError", "judge", "pieces", "shown"]
