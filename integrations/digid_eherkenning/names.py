"""Names of SAML, of XML signatures, and of the two schemes."""

from typing import Final

SAML: Final = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP: Final = "urn:oasis:names:tc:SAML:2.0:protocol"
MD: Final = "urn:oasis:names:tc:SAML:2.0:metadata"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"
XENC: Final = "http://www.w3.org/2001/04/xmlenc#"
SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"

BINDING: Final = "urn:oasis:names:tc:SAML:2.0:bindings:"
REDIRECT: Final = f"{BINDING}HTTP-Redirect"
POST: Final = f"{BINDING}HTTP-POST"
ARTIFACT: Final = f"{BINDING}HTTP-Artifact"
SOAP_BINDING: Final = f"{BINDING}SOAP"

STATUS: Final = "urn:oasis:names:tc:SAML:2.0:status:"
SUCCESS: Final = f"{STATUS}Success"
BEARER: Final = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
PERSISTENT: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"

ENVELOPED: Final = f"{DS}enveloped-signature"
EXCLUSIVE: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"
MORE: Final = "http://www.w3.org/2001/04/xmldsig-more#"
RSA_SHA256: Final = f"{MORE}rsa-sha256"
SIGNING: Final = frozenset({RSA_SHA256, f"{MORE}rsa-sha384", f"{MORE}rsa-sha512"})
"""How a signature may be made: RSA alone, with nothing weaker than SHA-256."""
SHA256: Final = f"{XENC}sha256"
DIGESTING: Final = frozenset({SHA256, f"{MORE}sha384", f"{XENC}sha512"})

GDI: Final = "urn:nl-eid-gdi:1.0:"
"""Of DigiD with DigiD Machtigen."""
GDI_ACTING: Final = f"{GDI}ActingSubjectID"
GDI_LEGAL: Final = f"{GDI}LegalSubjectID"
GDI_SERVICE: Final = f"{GDI}ServiceUUID"
GDI_BSN: Final = f"{GDI}id:legacy-BSN"

CORE: Final = "urn:etoegang:core:"
"""Of eHerkenning and eIDAS."""
ACTING: Final = f"{CORE}ActingSubjectID"
LEGAL: Final = f"{CORE}LegalSubjectID"
INTERMEDIATE: Final = f"{CORE}IntermediateSubjectID"
SERVICE_ID: Final = f"{CORE}ServiceID"
SERVICE_UUID: Final = f"{CORE}ServiceUUID"
CONCERNED: Final = ":EntityConcernedID:"
KVK: Final = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
RSIN: Final = "urn:etoegang:1.9:EntityConcernedID:RSIN"
INTERMEDIATE_KVK: Final = "urn:etoegang:1.9:IntermediateEntityID:KvKnr"
PSEUDONYM: Final = "urn:etoegang:1.13:EntityConcernedID:Pseudo"
BRANCH: Final = "urn:etoegang:1.9:ServiceRestriction:Vestigingsnr"
REPRESENTED_KVK: Final = "urn:etoegang:1.11:attribute-represented:KvKnr"
COMPANY_NAME: Final = "urn:etoegang:1.11:attribute-represented:CompanyName"
FIRST_NAME: Final = "urn:etoegang:1.9:attribute:FirstName"
FAMILY_NAME: Final = "urn:etoegang:1.9:attribute:FamilyName"
BIRTH_DATE: Final = "urn:etoegang:1.9:attribute:DateOfBirth"


def tag(space: str, name: str) -> str:
    """Answer the name of an element, as lxml writes it."""
    return f"{{{space}}}{name}"
