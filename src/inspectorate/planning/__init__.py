"""The programme: obligations with dates and teams, and a proof of how far the plan can be from the best."""
