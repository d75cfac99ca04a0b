"""Between inspections: indicator values, concerns, signals and their reviews."""
