"""What tables and texts call an agreement, as one code: its form and, after a space, its function."""

from agreements.models import Agreement, Designation, Form, Function

# Such as “treaty” and “agreement framework”.
CODES = [*Form.values, *(f"{form} {function}" for form in Form.values for function in Function.values)]


def designation_called(code: str, agreement: Agreement | None = None) -> Designation:
    """Return the Designation that a code tells, unsaved."""
    form, _, function = code.partition(" ")
    return Designation(agreement=agreement, form=form, function=function)


def words_of(code: str) -> str:
    return str(designation_called(code))


def code_of(designation: Designation) -> str:
    return " ".join(filter(None, [designation.form, designation.function]))
