"""A reader reports an error on any page; what she says joins the reviewers' queue."""

from django import forms
from django.conf import settings
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from agreements.models import Source
from agreements.models.citations import CITABLE
from desk.models import Report
from spacecoop.allowances import Allowance
from spacecoop.languages import language_of, path_in_present_language, without_language
from spacecoop.models import Revision
from spacecoop.visitors import visitor_of

# Enough for a reader, too few for a machine.
REPORTS = Allowance("report", 10, 3600)


class ReportForm(forms.ModelForm):
    """`website` is no question: only programs fill in what people do not see."""

    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    class Meta:
        model = Report
        fields = ["page", "revision", "kind", "text", "contact"]
        widgets = {
            "page": forms.HiddenInput,
            "revision": forms.HiddenInput,
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 6}),
        }

    def clean_page(self):
        if not is_own_page(self.cleaned_data["page"]):
            raise forms.ValidationError(_("This page does not exist. Use “Report a problem” on the page concerned."))
        return self.cleaned_data["page"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not settings.MAILS:
            self.fields["contact"].help_text = _("Only editors see it. This site sends no mail: do not expect a reply.")

    @property
    def is_from_a_program(self):
        return bool(self.cleaned_data.get("website"))


def own_page(text):
    """Return a path of this site as it is, the home page in place of anything else: a link leads nowhere else."""
    return text if is_own_page(text) else path_in_present_language("/")


def is_own_page(text):
    try:
        with override(language_of(text)):
            return bool(resolve(text))
    except Resolver404:
        return False


def record_of(page):
    """Return the record that a page of this site shows; None for any other page, and for a record that is gone."""
    match = resolve(own_page(without_language(page)))
    model = {**CITABLE, "source": Source}.get(match.url_name)
    if model is None:
        return None
    key = {"code": match.kwargs["code"].upper()} if "code" in match.kwargs else {"slug": match.kwargs["slug"]}
    return model.objects.filter(**key).first()


@require_http_methods(["GET", "HEAD", "POST"])
def report(request):
    """Ask what is wrong with a page; keep the answer."""
    page = own_page((request.POST if request.method == "POST" else request.GET).get("page", "/")[:300])
    if request.method != "POST":
        form = ReportForm(initial={"page": page, "revision": Revision.current()})
        return render(request, "report.html", {"form": form, "page": page})
    form = ReportForm(request.POST)
    if not form.is_valid():
        return render(request, "report.html", {"form": form, "page": page}, status=400)
    if wait := REPORTS.spend(visitor_of(request)):
        response = render(request, "report.html", {"form": form, "page": page, "full": True}, status=429)
        response["Retry-After"] = wait
        return response
    if not form.is_from_a_program:
        form.save()
    return render(request, "reported.html", {"page": page})
