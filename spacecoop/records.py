"""What all records share: history and revision by trigger, permanent addresses, trees without a cycle."""

from contextlib import contextmanager
from itertools import islice

import pghistory
import pgtrigger
from django.db import connection, models, transaction
from django.db.models import Q

from spacecoop.models import PastState

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class NaturalKeyManager(models.Manager):
    """Find a record by the words that fixtures use for it: its slug, or the fields in `natural_key_fields`."""

    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.natural_key_fields, key, strict=True)))


def recorded(*derived):
    """Keep the history of a model and count its changes, both by trigger, whoever writes.

    `derived`: columns that the database fills from other rows; they have no history of their own.
    """

    def decorate(model):
        pgtrigger.register(_next_revision())(model)
        computed = [field.name for field in model._meta.local_fields if field.generated]
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=[*computed, *derived],
            base_model=PastState,
            model_name=f"{model.__name__}History",
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
            meta={"verbose_name": f"{model._meta.verbose_name} (past state)"},
        )(model)

    return decorate


def history_of(model):
    """Return the model of the past states of a recorded model."""
    return model._meta.get_field("history").related_model


def in_batches(things, most):
    """Yield lists of what an iterable gives, each of `most`, the last one of what is left."""
    things = iter(things)
    while batch := list(islice(things, most)):
        yield batch


@contextmanager
def one_state(*, read_only=False):
    """Read all that is read inside from one state of the database, whatever is written meanwhile.

    Boundary: within a transaction that has begun, the state is that transaction's own.
    """
    is_outermost = not connection.in_atomic_block
    if read_only and not is_outermost:  # it has nothing to take back, and an export broken off spoils nothing
        yield
        return
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, {'READ ONLY' if read_only else 'READ WRITE'}"
                )
        yield


def check_rules():
    """Check now the rules across rows that are otherwise checked at commit.

    Raises: IntegrityError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def whole_change(**context):
    """Write all that is written inside, or nothing; rules across records are checked before it ends.

    `context`: what the history tells of it, such as `user` and `reason`; yields the context of history.
    Raises: IntegrityError where a rule is broken.
    """
    with transaction.atomic(), pghistory.context(**context) as kept:
        yield kept
        check_rules()


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
        # An upsert: the row comes back by itself in an emptied database.
        func="""
        INSERT INTO spacecoop_revision AS revision (id, number, changed_at) VALUES (1, 1, clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET number = revision.number + 1, changed_at = excluded.changed_at;
        RETURN NULL;
        """,
    )


def changed_since(model, **since):
    """Return the condition that keeps records of `model` whose history, or that of a part, has a row since then.

    `since`: a look-up in the history, such as pgh_revision__gt. Parts are what goes with a record when it is deleted,
    and the parts of these.
    """
    condition = Q(pk__in=_changed(model, since).values("pgh_obj_id"))
    for part, key in _parts(model):
        condition |= Q(pk__in=_changed(part, since).exclude(**{key: None}).values(key))
        for smaller, smaller_key in _parts(part):
            changed = _changed(smaller, since).exclude(**{smaller_key: None}).values(smaller_key)
            condition |= Q(pk__in=part.objects.filter(pk__in=changed).values(key))
    return condition


def _changed(model, since):
    return history_of(model).objects.filter(**since)


def _parts(model):
    """Return (model, name of its key to `model`) of the recorded parts of a record."""
    return [
        (relation.related_model, relation.field.attname)
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE and hasattr(relation.related_model, "history")
    ]


def keep_former_slug():
    """Return the trigger that leaves a redirect behind when a slug changes."""
    return pgtrigger.Trigger(
        name="keep_former_slug",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("slug"),
        condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
        func=pgtrigger.Func(
            """
            DELETE FROM spacecoop_formerslug WHERE kind = '{meta.model_name}' AND slug = NEW.slug;
            UPDATE spacecoop_formerslug SET current = NEW.slug
                WHERE kind = '{meta.model_name}' AND current = OLD.slug;
            INSERT INTO spacecoop_formerslug (kind, slug, current)
                VALUES ('{meta.model_name}', OLD.slug, NEW.slug);
            RETURN NULL;
            """
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
        func=pgtrigger.Func(  # the column's name is ours
            f"""
            -- One writer at a time: two that each close half of a circle would not see one another.
            PERFORM pg_advisory_xact_lock(hashtext('{{meta.db_table}}'));
            IF EXISTS (
                WITH RECURSIVE above(id) AS (
                    SELECT NEW.{column}
                    UNION
                    SELECT record.{column} FROM {{meta.db_table}} record JOIN above ON record.id = above.id
                    WHERE record.{column} IS NOT NULL
                )
                SELECT FROM above WHERE id = NEW.id
            ) THEN
                RAISE EXCEPTION 'a {{meta.verbose_name}} may not stand above itself: {parent} of "%" goes in a circle',
                    NEW.slug USING ERRCODE = 'check_violation', CONSTRAINT = '{{meta.db_table}}_no_cycle';
            END IF;
            RETURN NULL;
            """
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
        help_text="ISO 639 code of the language of this name, such as “en” or “fr”.",
    )


def language_constraint():
    return models.CheckConstraint(
        condition=Q(language__regex=r"^[a-z]{2,3}$"),
        name="%(app_label)s_%(class)s_language_is_a_code",
        violation_error_message="A language is an ISO 639 code of two or three lower-case letters.",
    )


def choice_constraint(field, choices):
    """Return the constraint that keeps `field` to the values of the enumeration `choices`."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": sorted(choices.values)}),
        name=f"%(app_label)s_%(class)s_{field}_is_known",
        violation_error_message=f"Choose one of the known values for “{field}”.",
    )


def not_above_itself(parent):
    return models.CheckConstraint(
        condition=Q(**{f"{parent}__isnull": True}) | ~Q(**{parent: models.F("id")}),
        name=f"%(app_label)s_%(class)s_not_its_own_{parent}",
        violation_error_message="A record may not be part of itself.",
    )
