"""The console's work as a REST API under `/api/v1/` of the console's host (requirement C-071).

`views` ask the same operations as screens and commands do, `shapes` say what goes in and out, and the description in
OpenAPI 3.1 is made of both (`description`). A request bears a key (`provisioning.tokens`) and nothing else counts: no
session, no cookie. `authentication` judges it, `idempotency` lets a request that is sent twice have one effect,
`problems` says what is wrong in one form (RFC 9457).
"""
