"""Who may do what: four groups, each with what the one before it may, and more.

A user needs “staff status” besides to enter the desk at all.
"""

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
]
ADMINISTRATOR = [
    *REVIEWER,
    *(("auth", action, model) for action in ("view", "add", "change", "delete") for model in ("user", "group")),
]
GROUPS = {"viewer": VIEWER, "editor": EDITOR, "reviewer": REVIEWER, "administrator": ADMINISTRATOR}


def settle_groups(apps, schema_editor):
    """Give the groups the permissions that this module names, as far as their models exist by now; for a migration."""
    from django.apps import apps as present
    from django.contrib.auth.management import create_permissions

    database = schema_editor.connection.alias
    for name in (*RECORDS, "desk", "auth"):
        create_permissions(present.get_app_config(name), verbosity=0, using=database, apps=apps)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, wanted in GROUPS.items():
        group, _ = Group.objects.using(database).get_or_create(name=name)
        permissions = Permission.objects.using(database).select_related("content_type")
        group.permissions.set([one for one in permissions if _is_among(one, wanted)])


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name__in=GROUPS).delete()


def _is_among(permission, wanted):
    app, model = permission.content_type.app_label, permission.content_type.model
    action = permission.codename.partition("_")[0]
    return (app, action, model) in wanted or ((app, action, None) in wanted and not model.endswith("history"))
