"""The workforce: inspectors with their terms, skills, absences and conflicts of interest, and the days they have."""
