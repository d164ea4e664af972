"""Generated problems: composed programs, their statements, and the tests that settle what the words leave open."""
