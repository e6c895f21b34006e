"""All components, in the order of the page."""

from typing import Final

from themes.gallery import asking, content, feedback, frame
from themes.gallery.types import Group

GROUPS: Final[tuple[Group, ...]] = (frame.GROUP, content.GROUP, asking.GROUP, feedback.GROUP)
