"""Strings for translators: gathers them into the Welsh catalogue. Needs gettext (xgettext).

    make messages

Only a translator fills the catalogue; an empty slot shows the English.
"""

import os
import tempfile
from pathlib import Path

os.environ["SEEDBED_DATA"] = tempfile.mkdtemp(prefix="seedbed-messages-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.project.settings")


def main() -> None:
    import django
    from django.core.management import call_command
    from django.core.management.commands import makemessages

    class Command(makemessages.Command):
        """Gathers too what is marked by the short names that the code gives to lazy gettext."""

        xgettext_options = [
            *makemessages.Command.xgettext_options, "--keyword=lazy", "--keyword=lazy_plural:1,2",
        ]  # fmt: skip

    django.setup()
    os.chdir(Path(__file__).resolve().parent.parent / "src" / "seedbed")
    Path("locale").mkdir(exist_ok=True)
    call_command(
        Command(),
        locale=["cy"],
        add_location="file",
        no_wrap=True,
        ignore_patterns=["samples/*", "*/static/*"],
    )


if __name__ == "__main__":
    main()
