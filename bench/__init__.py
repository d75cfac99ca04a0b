"""Measurements: each prints what it did and ends in one line of JSON."""
