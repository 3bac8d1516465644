"""Who may do what: four groups, each with what the one before it may, and more.

A user needs “staff status” besides to enter the desk at all.
"""

from django.apps import apps as present
from django.contrib.auth.management import create_permissions

RECORDS = ("agencies", "agreements")
# The permissions of each group, as (app, action, model); None stands for every model of the app.
VIEWER = [(app, "view", None) for app in RECORDS]
EDITOR = [
    *VIEWER,
    *((app, action, None) for app in RECORDS for action in ("add", "change", "delete")),
    ("desk", "view", "draft"),
    ("desk", "change", "draft"),
    *(("desk", action, "sourcetext") for action in ("view", "add", "change", "delete")),
]
REVIEWER = [
    *EDITOR,
    ("desk", "publish", "draft"),
    ("desk", "add", "merge"),
    ("desk", "view", "merge"),
    ("desk", "view", "report"),
    ("desk", "change", "report"),
    ("desk", "add", "import"),
    ("desk", "view", "import"),
    ("alerts", "view", "follow"),
]
ADMINISTRATOR = [
    *REVIEWER,
    *(("auth", action, model) for action in ("view", "add", "change", "delete") for model in ("user", "group")),
]
GROUPS = {"viewer": VIEWER, "editor": EDITOR, "reviewer": REVIEWER, "administrator": ADMINISTRATOR}


def settle_groups(using, apps=present, **kwargs):
    """Give the groups the permissions that this module names; after each migration, and after a flush."""
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using).select_related("content_type")
    except LookupError:  # the accounts are not migrated yet
        return
    for name in (*RECORDS, "desk", "alerts", "auth"):
        create_permissions(present.get_app_config(name), verbosity=0, using=using, apps=apps)
    permissions = list(permissions)
    for name, wanted in GROUPS.items():
        group, _ = groups.get_or_create(name=name)
        group.permissions.set([permission for permission in permissions if _is_among(permission, wanted)])


def _is_among(permission, wanted):
    app, model = permission.content_type.app_label, permission.content_type.model
    action = permission.codename.partition("_")[0]
    return (app, action, model) in wanted or ((app, action, None) in wanted and not model.endswith("history"))
