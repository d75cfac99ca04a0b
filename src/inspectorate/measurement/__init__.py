"""How well grades are made and forecast: agreement, scores, and how grades change and are observed."""
