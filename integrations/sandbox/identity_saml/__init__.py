"""A provider of identities that speaks SAML as DigiD and as a broker of eHerkenning do, with people who do not exist.

    GET  /metadata         what it says of itself, signed; the address that a municipality fills in
    GET  /sign-in          a request (redirect, or a form): answers a page to choose somebody and what happens
    POST /choose           what was chosen; the browser goes back with an artifact
    POST /artifacts        SOAP: which answer an artifact stands for, once
    GET  /sign-out         a request to end a session, or a form
    GET  /sessions         who is signed in; POST ends a session at every portal, by SOAP
    POST /registration     takes the metadata of a portal: where it listens for the end of sessions

It signs with its own key, made once and kept beside its mail. A portal need not be registered to sign in: whoever
resolves an artifact must show the certificate with which the request was signed.
"""
