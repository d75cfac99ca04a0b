"""Faults of the software, as its users report them, with or without a connection, and what came of each."""
