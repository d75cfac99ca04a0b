"""The record: what sources say of inspections, kept as facts that are only ever added."""
