"""The index: what is found, counted and ordered, and nothing else.

Documents become entries (`entries`), a folder holds them (`folder`), one writer at a time changes them (`writing`),
and a `reader` answers questions (`questions`, `words`) about them. Nothing here knows Django's models: documents are
plain dicts, and what is found are keys and slugs.
"""
