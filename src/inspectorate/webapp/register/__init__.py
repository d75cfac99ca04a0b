"""Bodies by code and date: authorities with their names, codes, regions, contacts, and what they were made from."""
