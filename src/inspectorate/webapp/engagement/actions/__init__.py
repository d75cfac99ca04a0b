"""Every change of what an authority sends and asks for."""
