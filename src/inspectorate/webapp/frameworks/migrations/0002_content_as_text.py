"""Content of stored editions as text: PostgreSQL keeps the parts of a JSON value in an order of its own, and the order of
a scale matters. Where it was lost, the library's edition of the same hash gives it back."""

import json
from typing import Any

from django.db import migrations, models

from inspectorate.framework.library import load_library
from inspectorate.framework.stated import as_stated


def as_text(apps: Any, schema: Any) -> None:
    library = load_library()
    known = {library.content_hash(edition): edition for edition in library.editions.values()}
    stored = apps.get_model("frameworks", "StoredEdition")
    for row in stored.objects.all():
        edition = known.get(row.content_hash)
        content = as_stated(edition) if edition else row.content
        stored.objects.filter(pk=row.pk).update(text=json.dumps(content, ensure_ascii=False))


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_initial")]

    operations = [
        migrations.AddField("storededition", "text", models.TextField(default="")),
        migrations.RunPython(as_text, migrations.RunPython.noop),
        migrations.RemoveField("storededition", "content"),
        migrations.RenameField("storededition", "text", "content"),
        migrations.AlterField(
            "storededition",
            "content",
            models.TextField(
                help_text="JSON. As text: a database may put the parts of a JSON value in another order."
            ),
        ),
    ]
