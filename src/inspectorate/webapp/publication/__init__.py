"""What the public reads: published reports, every version of them, and the chain that shows they were not changed."""
