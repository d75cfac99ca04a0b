"""People, their organisations and roles, what each role may do, and signing in."""
