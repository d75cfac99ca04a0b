"""What the charts are set to look for, decided once and before the data."""

REFERENCES = (0.25, 0.5, 1.0)
"""Reference values k of the cumulative sums: quickest for shifts of 0.5, 1 and 2 standard deviations."""

SMOOTHING = 0.2
"""Weight r of the newest value in the moving average."""
