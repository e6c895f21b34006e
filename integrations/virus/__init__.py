"""Look for viruses in files that people send: ClamAV behind one interface, which fails closed (attack W13, fault F59).

    finding = virus.examine(pieces)  # raises NotExaminedError when nobody can tell

The scanner is ours, not a municipality's: settings say where clamd listens. Without one, or when it is slow, answers
oddly or has old definitions, a file is not known to be clean, and whoever wants to take it says that it cannot be
taken now. Only where an operator says so (`VIRUS_SCANNING`) are files taken without a look.

The protocol: https://docs.clamav.net/manual/Usage/Scanning.html#clamd
"""
