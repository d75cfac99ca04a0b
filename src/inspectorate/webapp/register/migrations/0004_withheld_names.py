"""Names and addresses of children's homes of every kind, taken out of the view wherever a file had not redacted them."""

from typing import Any

from django.db import migrations

LABELS = {
    "childrens_home": "Children's home",
    "special_school_as_home": "Residential special school registered as a children's home",
    "secure_childrens_home": "Secure children's home",
}


def withhold(apps: Any, schema_editor: Any) -> None:
    """Settings that are there already: as imports show them from now on."""
    homes = apps.get_model("register", "Setting").objects.filter(type__in=LABELS)
    for home in homes.filter(named=True).select_related("body"):
        home.body.name = f"{LABELS[home.type]} {home.body.code}"
        home.body.save(update_fields=("name",))
    homes.update(named=False, street="", town="", postcode="", postcode_area="")


class Migration(migrations.Migration):
    dependencies = (("register", "0003_latest_grades"),)
    operations = (migrations.RunPython(withhold, migrations.RunPython.noop),)
