"""Load and save what the gateway owns; the only place that speaks SQL."""
