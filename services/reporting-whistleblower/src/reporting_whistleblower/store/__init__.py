"""Load and save. The only place that speaks SQL."""
