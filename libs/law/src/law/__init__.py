"""Law as versioned data, chosen by the date of an act, and the calendar its periods run by."""
