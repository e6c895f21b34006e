"""Where published contracts contradict themselves or the servers that everybody runs; each entry with its reason.

An entry loosens nothing else, and `test_errata.py` fails when a contract no longer needs it.
"""

ADDRESSES = {
    ("zgw-current/zaken.yaml", "zaak"),
    ("zgw-current/catalogi.yaml", "zaaktype"),
    ("zgw-current/catalogi.yaml", "catalogus"),
}
"""Parameters of the query that are called integers, although they take the address of a record: the type that the
contract's generator saw is that of the database's key. Held to be `uri`."""

EXPANDED = {
    "status": {"statustype": "zgw-current/catalogi.yaml#/components/schemas/StatusType"},
    "resultaat": {"resultaattype": "zgw-current/catalogi.yaml#/components/schemas/ResultaatType"},
    "rollen": {"roltype": "zgw-current/catalogi.yaml#/components/schemas/RolType"},
}
"""What `expand=status.statustype` puts inside an expanded status: in the contract as a parameter, not as an answer."""

NOT_CHANGED = ("zaken", "catalogi", "documenten")
"""APIs that take `If-None-Match` in their contract, without the 304 that is the answer to it (fact F3)."""

NEWER = "1.2.0"
"""Of the Catalogi API, to which the Zaken and Documenten APIs point for expanded records; held against the 1.3.1 that
lies beside them, as the servers answer with what they speak themselves."""
