"""A storm of attempts: random, replayable by seed and number, each with all its outputs searched.

An attempt is one request, task, thread or command inside a process. It holds when nothing of another
municipality was seen, and its own canary or the expected refusal was.
"""
