"""A room: a session that people are connected to. One thread writes, everybody else is told."""
