"""What connections to other systems cost, and what becomes of others when one of them is in trouble."""
