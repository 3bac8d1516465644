"""The pages of the desk that are not records, a module for each kind of work."""

from desk.admin import drafts, merges, reports, texts

__all__ = ["drafts", "merges", "reports", "texts"]
