"""Reports that keep the people who send them safe, and the rewards they are owed."""
