"""What the rules say: dated editions of inspection frameworks, each value with its source and confidence."""
