"""What every page shares: layout, fields, filters, navigation, who may see it."""
