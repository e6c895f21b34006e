"""Speak to the Objects API, as far as the Doctor does."""

from typing import Final

from integrations.connections.doctor.questions import Question, is_page

PERMISSIONS: Final = Question("/permissions", is_page, params={"pageSize": "1"})
"""What our token may do, by type of object; no object is read."""
