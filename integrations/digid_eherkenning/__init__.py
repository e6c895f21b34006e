"""Signing in by SAML 2.0: DigiD, eHerkenning and eIDAS, with artifacts over mutual TLS (I-190 to I-196).

https://www.logius.nl/domeinen/toegang/digid/documentatie and https://afsprakenstelsel.etoegang.nl. The portal asks
`operations.begin` and, when the browser comes back, `operations.complete`; it keeps the journey, this package keeps
nothing of a person. Each municipality × connection has its own copy of its provider's metadata (`models`), fetched and
judged by `operations.refresh`.

An answer passes four gates, in this order: `reading` (plain XML, small, no document type), `signatures` (of the very
element that is read, by a certificate of the provider, in few algorithms), `judging` (for us, for this request, now,
sure enough), `subjects` (who it is about, in our words). The cryptography is xmlsec's, by way of onelogin.saml2.
"""
