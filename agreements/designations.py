"""What an agreement is called by its form and its function: one message for both, since their words agree."""

from django.utils.translation import gettext_lazy

_CALLED = {
    ("treaty", ""): gettext_lazy("treaty"),
    ("treaty", "framework"): gettext_lazy("framework treaty"),
    ("treaty", "implementing"): gettext_lazy("implementing treaty"),
    ("treaty", "amending"): gettext_lazy("amending treaty"),
    ("treaty", "extending"): gettext_lazy("extending treaty"),
    ("agreement", ""): gettext_lazy("agreement"),
    ("agreement", "framework"): gettext_lazy("framework agreement"),
    ("agreement", "implementing"): gettext_lazy("implementing agreement"),
    ("agreement", "amending"): gettext_lazy("amending agreement"),
    ("agreement", "extending"): gettext_lazy("extending agreement"),
    ("protocol", ""): gettext_lazy("protocol"),
    ("protocol", "framework"): gettext_lazy("framework protocol"),
    ("protocol", "implementing"): gettext_lazy("implementing protocol"),
    ("protocol", "amending"): gettext_lazy("amending protocol"),
    ("protocol", "extending"): gettext_lazy("extending protocol"),
    ("exchange_of_notes", ""): gettext_lazy("exchange of notes"),
    ("exchange_of_notes", "framework"): gettext_lazy("framework exchange of notes"),
    ("exchange_of_notes", "implementing"): gettext_lazy("implementing exchange of notes"),
    ("exchange_of_notes", "amending"): gettext_lazy("amending exchange of notes"),
    ("exchange_of_notes", "extending"): gettext_lazy("extending exchange of notes"),
    ("memorandum_of_understanding", ""): gettext_lazy("memorandum of understanding"),
    ("memorandum_of_understanding", "framework"): gettext_lazy("framework memorandum of understanding"),
    ("memorandum_of_understanding", "implementing"): gettext_lazy("implementing memorandum of understanding"),
    ("memorandum_of_understanding", "amending"): gettext_lazy("amending memorandum of understanding"),
    ("memorandum_of_understanding", "extending"): gettext_lazy("extending memorandum of understanding"),
    ("arrangement", ""): gettext_lazy("arrangement"),
    ("arrangement", "framework"): gettext_lazy("framework arrangement"),
    ("arrangement", "implementing"): gettext_lazy("implementing arrangement"),
    ("arrangement", "amending"): gettext_lazy("amending arrangement"),
    ("arrangement", "extending"): gettext_lazy("extending arrangement"),
    ("joint_statement", ""): gettext_lazy("joint statement"),
    ("joint_statement", "framework"): gettext_lazy("framework joint statement"),
    ("joint_statement", "implementing"): gettext_lazy("implementing joint statement"),
    ("joint_statement", "amending"): gettext_lazy("amending joint statement"),
    ("joint_statement", "extending"): gettext_lazy("extending joint statement"),
    ("letter_of_intent", ""): gettext_lazy("letter of intent"),
    ("letter_of_intent", "framework"): gettext_lazy("framework letter of intent"),
    ("letter_of_intent", "implementing"): gettext_lazy("implementing letter of intent"),
    ("letter_of_intent", "amending"): gettext_lazy("amending letter of intent"),
    ("letter_of_intent", "extending"): gettext_lazy("extending letter of intent"),
    ("programme", ""): gettext_lazy("programme"),
    ("programme", "framework"): gettext_lazy("framework programme"),
    ("programme", "implementing"): gettext_lazy("implementing programme"),
    ("programme", "amending"): gettext_lazy("amending programme"),
    ("programme", "extending"): gettext_lazy("extending programme"),
    ("other", ""): gettext_lazy("other"),
    ("other", "framework"): gettext_lazy("framework other"),
    ("other", "implementing"): gettext_lazy("implementing other"),
    ("other", "amending"): gettext_lazy("amending other"),
    ("other", "extending"): gettext_lazy("extending other"),
}
_WITH_BINDING = {
    "": "{called}",
    "binding": gettext_lazy("{called}, binding"),
    "non_binding": gettext_lazy("{called}, not binding"),
}


def designation_in_words(form: str, function: str, binding: str) -> str:
    """Return what an agreement is called, such as “framework agreement, not binding”; empty where that is not stated.

    All three are stored values, each empty where it is not stated.
    """
    return str(_WITH_BINDING[binding]).format(called=_CALLED[form, function]) if form else ""
