"""Reading a source with the curator: its text, and what that says, marked and never decided."""
