"""Speak to the Klantinteracties API, as far as the Doctor does: nobody who exists is asked for."""

from typing import Final

from integrations.connections.doctor.questions import Question, is_page

NOBODY: Final = "00000000-0000-4000-8000-000000000000"
PARTIES: Final = Question("/partijen", is_page, params={"nummer": "0000000000", "pageSize": "1"})
"""People and companies with a number that is not given out."""
CONTACTS_OF_NOBODY: Final = Question(
    "/klantcontacten", is_page, params={"hadBetrokkene__wasPartij__uuid": NOBODY, "pageSize": "1"}
)
CREATING: Final = Question("/maak-klantcontact", is_page)
"""Made for POST: who asks reads 405 where it exists."""
