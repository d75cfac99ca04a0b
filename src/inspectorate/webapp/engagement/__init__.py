"""The authority's own side: what it sends, what it asks for, and what it is answered."""
