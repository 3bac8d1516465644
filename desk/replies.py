"""The reply to a reader's report, by mail."""

from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext, override

from spacecoop.languages import language_of


def send_reply(report):
    """Mail the reply of a report, with a subject in the language of its page. Raises: OSError, SMTPException."""
    with override(language_of(report.page)):
        subject = gettext("spacecoop: reply to your report on {page}").format(page=report.page)
    told = "\n".join(f"> {line}" for line in report.text.splitlines())
    EmailMessage(subject, f"{report.reply}\n\n{told}\n", to=[report.contact]).send()
    report.replied_at = timezone.now()
    report.save(update_fields=["replied_at"])
