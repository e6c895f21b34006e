"""What this municipality keeps about somebody: to see, to take along, to have erased, and who looked (P-264, P-061).

Features say what they keep in `tenants.registers.holdings`; this one shows it and knows none of them.
"""
