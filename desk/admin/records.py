"""What the desk adds to the lists of records, which know nothing of it."""

from agreements.admin.agreements import AgreementAdmin
from desk.bulk import add_area, add_designation

AgreementAdmin.actions = [*(AgreementAdmin.actions or ()), add_designation, add_area]
