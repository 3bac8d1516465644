"""What all records share: history and revision by trigger, permanent addresses, trees without a cycle."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import connection, models, transaction
from django.db.models import Model, Q

from spacecoop.models import PastState
from spacecoop.turns import SECONDS, take_turn, wait_at_most

LOOKING = 0.5  # seconds; less than the second after which PostgreSQL looks for a deadlock and ends one of the two
Thing = TypeVar("Thing")
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class NaturalKeyManager(models.Manager):
    """Find a record by the words that fixtures use for it: its slug, or the fields in `natural_key_fields`."""

    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.natural_key_fields, key, strict=True)))


def recorded(model):
    """Keep the history of a model and count its changes, both by trigger, whoever writes."""
    pgtrigger.register(_next_revision())(model)
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=[field.name for field in model._meta.local_fields if field.generated],
        base_model=PastState,
        model_name=f"{model.__name__}History",
        # The first index begins with the key of the record.
        obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history", db_index=False),
        meta={"verbose_name": f"{model._meta.verbose_name} (past state)", "indexes": _indexes_of_history()},
    )(model)


def _indexes_of_history():
    return [
        # Serves what a record was as of a revision, and all that its history tells.
        models.Index(fields=["pgh_obj", "pgh_id"]),
        # Serves finding the last revision of a day.
        models.Index(fields=["pgh_created_at", "pgh_revision"]),
    ]


def history_of(model: type[Model]) -> type[Model]:
    """Return the model of the past states of a recorded model."""
    return model._meta.get_field("history").related_model


class Among(models.Lookup):
    """Keep the rows of which an expression is one of some numbers, such as `filter(Among(F("agreement"), keys))`.

    The numbers are one parameter: each of those of `__in` takes its time wherever the statement passes.
    """

    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*parameters, list(self.rhs)]


def in_batches(things: Iterable[Thing], most: int) -> Iterator[list[Thing]]:
    """Yield lists of what an iterable gives, each of `most`, the last one of what is left."""
    left = iter(things)
    while batch := list(islice(left, most)):
        yield batch


@contextmanager
def one_state():
    """Read all that is read inside from one state of the database, whatever is written meanwhile.

    Boundary: within a transaction that has begun, the state is that transaction's own.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE")
        yield


def check_rules():
    """Check now the rules across rows that are otherwise checked at commit.

    Raises: IntegrityError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def whole_change(seconds=SECONDS, /, **context):
    """Take the writers' turn, then write all that is written inside, or nothing; rules across records are checked last.

    What is read inside stays as it is until it ends. `seconds`: how long to wait for the turn, or for any other lock;
    `context`: what the history tells of it, such as `user` and `reason`; yields the context of history.
    Raises: Busy; IntegrityError where a rule is broken.
    """
    with transaction.atomic(), pghistory.context(**context) as kept:
        leave_no_trigger_alone()
        take_turn(seconds)
        wait_at_most(seconds)
        yield kept
        check_rules()


def write_again(record, *fields):
    """Write a stored record again, or these fields of it; one that was deleted meanwhile never comes back by it.

    Raises: DatabaseError where it is gone.
    """
    record.save(force_update=True, update_fields=fields or None)


def leave_no_trigger_alone(but=()):
    """Tell the triggers, for this transaction, that none of them is to be left alone, `but` those with these names.

    Each asks; where nothing answers it catches an error, and undoing that looks through all rows whose rules wait for
    the end of the transaction: ten thousand rows take ten times as long.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{','.join(but)}}}"])


def let_others_write():
    """Make the changes of this transaction, which is to be rolled back, without the writers' turn.

    It waits for no lock: whoever looks at a draft goes before nobody. Raises: OperationalError, LOCKED, where another
    writes the same rows.
    """
    leave_no_trigger_alone([trigger.get_pgid(model) for model, trigger in pgtrigger.registered() if _raises(trigger)])
    wait_at_most(LOOKING)


def _raises(trigger):
    return trigger.name == "next_revision"


def reason_of(error):
    """Return the database's own sentence for a broken rule."""
    diagnostic = getattr(error.__cause__, "diag", None)
    return (diagnostic and diagnostic.message_primary) or str(error).splitlines()[0]


def _next_revision():
    return pgtrigger.Trigger(
        name="next_revision",
        level=pgtrigger.Statement,
        # Before the rows change: its lock is held then, and their history bears the new number.
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        func="PERFORM spacecoop_raise_revision(); RETURN NULL;",
    )


def keep_former_slug():
    """Return the trigger that leaves a redirect behind when a slug changes."""
    return pgtrigger.Trigger(
        name="keep_former_slug",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("slug"),
        condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
        func=pgtrigger.Func(
            "PERFORM spacecoop_keep_former_slug('{meta.model_name}', OLD.slug, NEW.slug); RETURN NULL;"
        ),
    )


def refuse_cycle(parent):
    """Return the trigger that refuses a record that would stand above itself through the field `parent`."""
    column = f"{parent}_id"
    return pgtrigger.Trigger(
        name=f"no_cycle_of_{parent}",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column),
        condition=pgtrigger.Q(**{f"new__{column}__isnull": False}),
        func=pgtrigger.Func(
            f"PERFORM spacecoop_refuse_cycle(TG_RELID, '{parent}', NEW.id, '{{meta.verbose_name}}', NEW.slug);"
            " RETURN NULL;"
        ),
    )


def refuse_circle(start, end):
    """Return the trigger that refuses a record that would lead from its field `start` by others back to itself."""
    return pgtrigger.Trigger(
        name="no_circle",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(f"{start}_id", f"{end}_id"),
        func=pgtrigger.Func(
            f"PERFORM spacecoop_refuse_circle(TG_RELID, '{start}_id', '{end}_id', NEW.{start}_id, NEW.{end}_id,"
            " '{meta.verbose_name_plural}'); RETURN NULL;"
        ),
    )


def slug_field(example):
    return models.CharField(
        max_length=100,
        unique=True,
        help_text=f"The record's permanent address, such as “{example}”: lower-case letters, digits and hyphens.",
    )


def slug_constraint():
    return models.CheckConstraint(
        condition=Q(slug__regex=SLUG),
        name="%(app_label)s_%(class)s_slug_is_plain",
        violation_error_message="A slug has lower-case letters and digits, with single hyphens between them.",
    )


def language_field():
    return models.CharField(
        max_length=3,
        default="en",
        help_text="ISO 639 code of the language, such as “en” or “fr”.",
    )


def language_constraint():
    return models.CheckConstraint(
        condition=Q(language__regex=r"^[a-z]{2,3}$"),
        name="%(app_label)s_%(class)s_language_is_a_code",
        violation_error_message="A language is an ISO 639 code of two or three lower-case letters.",
    )


def choice_constraint(field, choices, blank=False):
    """Return the constraint that keeps `field` to the values of the enumeration `choices`; `blank`: or to none."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(choices.values) + [""] * blank}),
        name=f"%(app_label)s_%(class)s_{field}_is_known",
        violation_error_message=f"Choose one of the known values for “{field}”.",
    )


def exactly_one(*fields):
    """Return the condition that one of these fields is filled in, and no other of them."""
    return Q(
        models.Func(
            models.Func(*fields, function="num_nonnulls"),
            models.Value(1),
            arg_joiner=" = ",
            template="(%(expressions)s)",
            output_field=models.BooleanField(),
        )
    )


def not_above_itself(parent):
    return models.CheckConstraint(
        condition=Q(**{f"{parent}__isnull": True}) | ~Q(**{parent: models.F("id")}),
        name=f"%(app_label)s_%(class)s_not_its_own_{parent}",
        violation_error_message="A record may not be part of itself.",
    )
