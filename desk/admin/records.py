"""What the desk adds to the lists of records, which know nothing of it."""

from agreements.admin import AgreementAdmin
from desk.bulk import add_area, set_kind

AgreementAdmin.actions = [*(AgreementAdmin.actions or ()), set_kind, add_area]
