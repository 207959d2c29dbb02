"""A program that makes accounts, each with its audit event in one transaction, until it is ended.

It prints how many there are now and then, so that others know that it writes.
"""

import os

import django

django.setup()

from django.db import transaction  # noqa: E402

from seedbed.trust.asking import system  # noqa: E402
from seedbed.trust.audit import note  # noqa: E402
from seedbed.trust.models import User  # noqa: E402

BATCH = 50

if __name__ == "__main__":
    by, number = system("writer", using="default"), 0
    while True:
        with transaction.atomic():
            for _ in range(BATCH):
                number += 1
                User.objects.create(username=f"account-{number}")
                note(by=by, action="make", noun="accounts", row=str(number))
        os.write(1, f"{number}\n".encode())
