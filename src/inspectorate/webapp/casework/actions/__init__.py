"""Every change of casework, by what it is about."""
