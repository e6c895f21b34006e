"""Commands for connections, in `public`: left there by the console, carried out by the portal worker."""
