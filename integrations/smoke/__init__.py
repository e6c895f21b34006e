"""The smoke request: a new portal is tried through the real HTTP stack before it serves anybody."""
