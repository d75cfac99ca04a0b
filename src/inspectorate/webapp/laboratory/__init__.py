"""Regimes compared in the laboratory: who asked what, how far it is, and what came out, as pictures with tables."""
