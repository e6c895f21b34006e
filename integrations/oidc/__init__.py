"""Sign in by OpenID Connect: brokers for DigiD, eHerkenning and eIDAS, and the sign-in of organisations for staff.

https://openid.net/specs/openid-connect-core-1_0.html, with Discovery 1.0, RP-Initiated Logout 1.0 and Back-Channel
Logout 1.0; PKCE (RFC 7636) always, and the `iss` of answers (RFC 9207) where a provider sends it.

The address of a connection is the issuer. Nothing is kept here of who signs in: the caller keeps `state`, `nonce` and
`verifier` with the browser's session, and hands them back once (docs/adr/0049).
"""
