"""What is due and what people decided about it: decisions now, plans later."""
