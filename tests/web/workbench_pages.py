"""Going through the workbench as a member of the tiny study, and reading what is there."""

import re
from datetime import date
from html import unescape

from django.test import Client
from django.urls import reverse

from seedbed.publish.release import release_claim
from seedbed.publish.snapshot import run_study
from seedbed.publish.withdrawing import withdraw_person
from seedbed.record.models import TABLES
from seedbed.record.people.actions import add_member
from seedbed.trust.asking import system
from seedbed.trust.models import User

BY = system("test", using="default")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OWN_SITE = "s-ambleford"


def row(noun, key):
    """A row of the tiny study by its name in the folder."""
    return TABLES[noun].objects.get(key=key)


def enter(study, role, site=None, *, strict=False):
    """A browser of somebody with a role, at a site where the role belongs to one."""
    user = User.objects.create_user(f"{role}-{User.objects.count()}", password="not used here 1")
    if site is None and role == "site-member":
        site = OWN_SITE
    place = row("sites", site) if site else None
    add_member(by=BY, study=study, user=user, role=role, site=place)
    client = Client(enforce_csrf_checks=strict)
    client.force_login(user, backend=BACKEND)
    return client


def at(name, *which):
    """The address of a page: of a study, or of a row given as (noun, key)."""
    ids = [row(*one).public_id if isinstance(one, tuple) else one.public_id for one in which]
    return reverse(f"workbench:{name}", args=ids)


def asked(study):
    """All questions of the study put, so that answers are there."""
    return {run.asked: run for run in run_study(BY, study)}


def released(study, key):
    """One claim of the study released, after the embargoes of the tiny study are over."""
    return release_claim(by=BY, study=study, claim=row("claims", key), today=date(2024, 7, 1))


def taken_back(study, key, scope="stop"):
    """Somebody of the study withdrawn."""
    who = row("participants", key)
    return withdraw_person(
        by=BY, study=study, participant=who, scope=scope, today=date(2024, 7, 1)
    )  # fmt: skip


def html(client, address, status=200):
    """The page at an address, with the status it must have."""
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def words(page):
    """What is read on a page outside its pictures, single spaces."""
    shown = re.sub(r"<(svg|title|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"[ \n\t]+", " ", unescape(re.sub(r"<[^>]+>", " ", shown))).strip()


def section(page, start, end="</table>"):
    """The part of a page from one mark to another."""
    first = page.index(start)
    return page[first : page.index(end, first)]


def pictures(page):
    """The drawings of a page."""
    return re.findall(r"<svg\b[^>]*role=\"img\".*?</svg>", page, flags=re.DOTALL)
