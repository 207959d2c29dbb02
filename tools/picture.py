"""The picture in README.md, drawn by Seedbed from the published facts of the real study."""

import csv
import os
import tempfile
from datetime import date
from pathlib import Path

os.environ["SEEDBED_DATA"] = tempfile.mkdtemp(prefix="seedbed-picture-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.project.settings")

# The five places with a dated trail in public, harm outside the home first.
SHOWN = ("hackney", "south-yorkshire", "greater-manchester", "north-yorkshire", "leeds")
TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "lanes.svg"


def main() -> None:
    import django

    django.setup()
    from seedbed.publish.charts import lanes
    from seedbed.publish.look.pictures import stage_starts
    from seedbed.samples.innovation_programme import FOLDER

    def table(name: str) -> dict[str, dict[str, str]]:
        with (Path(str(FOLDER)) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return {row["id"]: row for row in csv.DictReader(file)}

    sites, homes = table("sites"), table("innovations")
    events = []
    for row in table("events").values():
        case = row["site"] or (homes[row["innovation"]]["site"] if row["innovation"] else "")
        if case in SHOWN:
            when = {name: date.fromisoformat(row[name]) for name in ("earliest", "latest")}
            events.append({**row, **when, "case": case})
    events.sort(key=lambda row: (row["earliest"], row["latest"]))
    chart = lanes(
        [{"id": key, "name": sites[key]["name"]} for key in SHOWN],
        stage_starts(events),
        events,
        today=date(2026, 11, 24),
        today_says="As at 24 November 2026",
        title="Five innovations, from first steps to what is known last",
    )
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    # A ground of its own: readers may look at it on a dark page.
    start = chart.svg_wide.index(">") + 1
    ground = '<rect width="100%" height="100%" fill="#ffffff"/>'
    TARGET.write_text(chart.svg_wide[:start] + ground + chart.svg_wide[start:], encoding="utf-8")


if __name__ == "__main__":
    main()
