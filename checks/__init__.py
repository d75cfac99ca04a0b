"""What `./test` runs: every check of the project, counted and summed up at the end. See checks/__main__.py."""
