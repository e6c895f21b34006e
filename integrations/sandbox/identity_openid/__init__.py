"""A provider of sign-in by OpenID Connect, in three flavours: what a broker, Keycloak and Entra ID say of somebody.

    GET  /.well-known/openid-configuration, /keys
    GET  /authorize      a page to choose who signs in, how surely, and what goes wrong; POST carries it out
    POST /token          PKCE (S256) and the client's secret are wanted; a code is good once, for a minute
    GET  /userinfo
    GET, POST /logout    ends the session, and sends the browser back
    GET, POST /sessions  who is signed in; ends a session from this side, with a message to the portal
    POST /rotate         signs with a new key from now on

It lets in whom somebody chooses: nobody needs a password, and nobody exists. Keys are made at the first question.
"""
