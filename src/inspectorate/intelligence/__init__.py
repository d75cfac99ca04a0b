"""Indicators, comparators, signals, the nowcast and its back-test: what data say between inspections."""
