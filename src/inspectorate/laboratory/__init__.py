"""Inspection regimes on simulated services: simulated, worked out exactly, bounded and compared at equal effort."""
