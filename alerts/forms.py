"""What is asked of who wants to follow a page."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alerts.models import HowOften

OF_MAILS = [HowOften.DAILY, HowOften.WEEKLY]


class HowOftenForm(forms.Form):
    how_often = forms.ChoiceField(
        label=_("How often"),
        choices=[(choice.value, choice.label) for choice in OF_MAILS],
        initial=HowOften.DAILY,
        widget=forms.RadioSelect,
    )


class MailForm(HowOftenForm):
    """`website` is no question: only programs fill in what people do not see."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))
    field_order = ["email", "how_often"]

    @property
    def is_from_a_program(self):
        return bool(self.cleaned_data.get("website"))


class WebhookForm(forms.Form):
    url = forms.URLField(label=_("URL of the webhook"), max_length=1000, assume_scheme="https")

    def clean_url(self):
        parts = urlsplit(self.cleaned_data["url"])
        if parts.username or parts.password:
            raise ValidationError(gettext("The URL contains a user name and password. Remove them."))
        if parts.scheme != "https" and not settings.PRIVATE_WEBHOOKS:
            raise ValidationError(gettext("The URL of a webhook begins with https://."))
        return self.cleaned_data["url"]
