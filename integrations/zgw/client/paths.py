"""Where the APIs of a case system lie below its address."""

from typing import Final

CASES: Final = "/zaken/api/v1/zaken"
STATUSES: Final = "/zaken/api/v1/statussen"
RESULTS: Final = "/zaken/api/v1/resultaten"
ROLES: Final = "/zaken/api/v1/rollen"
CASE_DOCUMENTS: Final = "/zaken/api/v1/zaakinformatieobjecten"
DOCUMENTS: Final = "/documenten/api/v1/enkelvoudiginformatieobjecten"
CATALOGUES: Final = "/catalogi/api/v1/catalogussen"
STATUS_TYPES: Final = "/catalogi/api/v1/statustypen"
RESULT_TYPES: Final = "/catalogi/api/v1/resultaattypen"
WITH_PLACES: Final = {"Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326"}
"""Cases may hold places; the contract asks in which system they are told. Version 1.0 wants both, also of who reads."""
