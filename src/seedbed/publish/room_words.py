"""The words of the release room."""

from django.utils.translation import gettext_lazy as lazy

ROOM: dict[str, dict[str, object]] = {
    "release-kind": {
        "advice": lazy("Advice"),
        "claim": lazy("A claim"),
        "study": lazy("The page of the study"),
        "report": lazy("A report"),
        "export": lazy("The study folder"),
        "table": lazy("A table"),
    },
    "release-state": {
        "waiting": lazy("Waits for two people"),
        "released": lazy("Released"),
        "refused": lazy("Refused"),
        "stopped": lazy("Stopped"),
    },
    "review": {"pass": lazy("Passed it"), "refuse": lazy("Refused it")},
}
