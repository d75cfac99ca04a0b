"""Who is due what, when and why: from what was known on a day and people's decisions, to obligations."""
