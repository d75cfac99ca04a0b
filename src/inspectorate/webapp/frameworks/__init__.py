"""The framework library as pages, and the editions that decisions pinned."""
