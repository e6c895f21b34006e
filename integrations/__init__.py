"""Other systems, in our words: per municipality, and allowed to fail.

`errors` is what callers catch, `http` the only package that opens sockets to other systems, `dns` the only one that
asks who owns a name, `connections` the record that each municipality has of each system: address, secret, outcome of
the last test. Every system has a folder of its own (`zgw`); `sandbox` holds stand-ins for those systems and is an
application of its own that no portal mounts. Outsiders use `queries`, `operations`, `types` and `checks` of an
integration, and `errors`.
"""
