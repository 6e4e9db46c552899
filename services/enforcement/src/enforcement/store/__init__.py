"""Load and save: the only place that speaks SQL."""
