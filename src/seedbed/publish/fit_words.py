"""The words of "fit to my area": what is asked, and how there and here compare."""

from django.utils.translation import gettext_lazy as lazy

FIT: dict[str, dict[str, object]] = {
    "answer": {
        "yes": lazy("Yes"),
        "partly": lazy("Partly"),
        "no": lazy("No"),
        "unknown": lazy("Do not know"),
    },
    "alike": {
        "same": lazy("As there"),
        "partly": lazy("Partly as there"),
        "differs": lazy("Different"),
        "not-known": lazy("Not known"),
    },
    "matters": {
        "yes": lazy("A difference matters"),
        "partly": lazy("A difference matters in part"),
        "no": lazy("A difference does not matter"),
        "unknown": lazy("Nobody has looked whether it matters"),
    },
    "tick": {
        "in-place": lazy("In place"),
        "partly": lazy("Partly"),
        "not-yet": lazy("Not yet"),
        "unknown": lazy("Do not know"),
    },
}
