"""The pages of the desk, a module for each kind of work; those of the records stand in their own apps."""

from desk.admin import accounts, drafts, imports, merges, records, reports, texts

__all__ = ["accounts", "drafts", "imports", "merges", "records", "reports", "texts"]
