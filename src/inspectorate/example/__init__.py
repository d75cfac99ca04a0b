"""An invented country: authorities, their histories, decisions and people. Nothing in it is real."""
