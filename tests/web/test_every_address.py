"""Every address of the whole site, as a stranger and as every role: none is left out of a table."""

from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from seedbed.publish.snapshot import publish_study, run_study
from seedbed.record.outputs.selectors import published
from seedbed.trust.asking import system
from seedbed.trust.roles import ROLES
from tests.web.workbench_pages import enter

pytestmark = pytest.mark.django_db

BY = system("test", using="default")
# The front room is the same for everybody: published snapshots and what ships with Seedbed.
OPEN = {
    "front_room:front", "front_room:advice_list", "front_room:advice", "front_room:claim",
    "front_room:check", "front_room:became", "front_room:study", "front_room:about",
    "front_room:library",
    "front_room:fit_list", "front_room:fit", "front_room:plan",
    "front_room:library_entry", "account_login", "account_logout",
    "front_room:findings", "front_room:feed", "front_room:claim_for",
    "front_room:journey",
    "front_room:corrections", "front_room:correct", "front_room:correct_thanks",
}  # fmt: skip
# Those that name one thing: the kind of published page they are of, and words behind it.
OF = {
    "front_room:advice": ("advice",),
    "front_room:claim": ("claim",),
    "front_room:claim_for": ("claim", "policy-wales"),
    "front_room:correct": ("claim",),
    "front_room:correct_thanks": ("claim",),
    "front_room:fit": ("advice",),
    "front_room:plan": ("advice",),
    "front_room:study": ("study",),
    "front_room:library_entry": ("", "inno6"),
}

# One's own account: a stranger is sent to log in. tests/web/test_accounts.py goes through them.
ACCOUNT = {
    "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "account_change_password", "account_reauthenticate",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
}  # fmt: skip
OF_A_PASSKEY = {"mfa_edit_webauthn", "mfa_remove_webauthn"}

# What of the front room asks for a log-in; tests/web/test_front_room_journey.py walks it by role,
# and what waits to be released tests/web/test_release_room.py.
MEMBERS = {"front_room:our_journey", "front_room:draft", "front_room:frozen"}


def names(resolver: URLResolver, space: str = "") -> set[str]:
    """Every named address, from the URL configuration itself."""
    found: set[str] = set()
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            inner = f"{part.namespace}:" if part.namespace else ""
            found |= names(part, space + inner)
        elif isinstance(part, URLPattern):
            found.add(f"{space}{part.name}")
    return found


def test_every_address_is_either_open_or_in_the_walk_of_the_workbench() -> None:
    every = names(get_resolver())
    assert "" not in every
    assert "None" not in {name.rsplit(":")[-1] for name in every}
    # tests/web/test_workbench_roles.py walks all of the workbench and checks that it does.
    assert {name for name in every if not name.startswith("workbench:")} == OPEN | ACCOUNT | MEMBERS


@pytest.fixture
def addresses(tiny) -> dict[str, str]:
    run_study(BY, tiny)
    publish_study(by=BY, study=tiny, today=date(2026, 11, 24))
    pages = {page.kind: page.public_id for page in published(using="default")}
    found = {name: reverse(name) for name in OPEN - OF.keys()}
    for name, (kind, *more) in OF.items():
        found[name] = reverse(name, args=[*([pages[kind]] if kind else []), *more])
    return found


@pytest.mark.parametrize("role", ["stranger", *ROLES])
def test_open_pages_are_open_to_everybody_and_the_same(addresses, tiny, role) -> None:
    client = Client() if role == "stranger" else enter(tiny, role)
    for name, address in addresses.items():
        answer = client.get(address)
        if name == "account_login" and role != "stranger":
            assert answer.status_code == 302
        elif name == "account_logout":
            assert answer.status_code == (302 if role == "stranger" else 200)
        else:
            assert answer.status_code == 200, (name, answer.status_code)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "script-src" not in answer.headers["Content-Security-Policy"], name


@pytest.mark.parametrize("name", sorted(ACCOUNT))
def test_an_account_page_is_no_strangers(name: str, db) -> None:
    answer = Client().get(reverse(name, args=[1] if name in OF_A_PASSKEY else []))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/log-in/")
    # A browser uses a passkey only for a script: three addresses have one, from this site.
    scripted = {"mfa_authenticate", "mfa_add_webauthn", "mfa_reauthenticate_webauthn"}
    policy = answer.headers["Content-Security-Policy"]
    assert ("script-src 'self'" in policy) == (name in scripted)


def test_what_does_not_exist_and_what_is_hidden_look_alike(tiny) -> None:
    nowhere = "/workbench/studies/00000000-0000-4000-8000-000000000000/"
    member = enter(tiny, "reader")
    missing = member.get(nowhere)
    hidden = member.get(f"/workbench/studies/{tiny.public_id}/runs/")
    assert (missing.status_code, hidden.status_code) == (404, 404)


def test_sign_up_is_closed() -> None:
    for address in ("/sign-up/", "/accounts/signup/", "/signup/"):
        assert Client().get(address).status_code == 404
