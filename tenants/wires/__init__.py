"""Redis, spoken to in few packets and with little patience, where every request or call asks it.

redis-py's own client sends each command by itself and waits for each answer. Here what needs no answer goes along
with the next question, several threads share the lines, and a Redis that is away, silent or slow is left alone for a
while: whoever asks then decides by himself (faults F22, F23, F25).
"""

from .lines import AwayError, LeftAloneError, Order, Wires
from .scripts import Script, plain

__all__ = ["AwayError", "LeftAloneError", "Order", "Script", "Wires", "plain"]
