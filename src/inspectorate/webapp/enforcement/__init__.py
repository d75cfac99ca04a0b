"""Enforcement against settings: the ladder of steps, cases, the clocks that run, and their pages for staff."""
