"""A stand-in of clamd, which finds the one harmless 'virus' that all scanners know: https://www.eicar.org

It speaks PING, VERSION and INSTREAM on a socket, as clamd does, for the demo and for tests.
"""
