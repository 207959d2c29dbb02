"""Accounts through their pages: password, one-time code, recovery, and the code that was used."""

import re
import time
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from seedbed.record.models import TABLES
from seedbed.record.people.actions import add_member
from seedbed.trust.asking import system
from seedbed.trust.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "four plain words here"


def code(secret: str, at: float) -> str:
    return format_hotp_value(hotp_value(secret, int(at) // 30))


def person(name: str = "person") -> User:
    return User.objects.create_user(name, password=PASSWORD)


def entered(name: str = "person", password: str = PASSWORD) -> tuple[Client, str]:
    """A browser that sent a name and a password, and where that led."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": name, "password": password})
    return client, answer.headers.get("Location", "")


def again(client: Client) -> Client:
    """The same browser, after its password was typed once more."""
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def with_app(clock: list[float]) -> str:
    """The person sets up an app through the pages; gives its secret."""
    client = again(entered()[0])
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r'<code class="sb-secret">(\w+)</code>', page.content.decode()).group(1)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret, clock[0])})
    assert answer.status_code == 302, answer.content.decode()
    clock[0] += 31
    return secret


def test_a_log_in_asks_for_a_code_once_an_app_is_set_up(clock) -> None:
    person()
    _, straight = entered()
    assert straight == reverse("workbench:studies")
    secret = with_app(clock)
    client, asked = entered()
    assert asked == reverse("mfa_authenticate")
    assert client.get(reverse("workbench:studies")).status_code == 302
    wrong = client.post(asked, {"code": "000000"})
    assert wrong.status_code == 200
    assert "Incorrect code" in unescape(wrong.content.decode())
    right = client.post(asked, {"code": code(secret, clock[0])})
    assert right.headers["Location"] == reverse("workbench:studies")
    assert client.get(reverse("workbench:studies")).status_code == 200


@pytest.mark.parametrize("later", [0, 31, 61])
def test_a_used_code_opens_nothing_again(clock, later: int) -> None:
    person()
    secret = with_app(clock)
    used = code(secret, clock[0])
    first, asked = entered()
    assert first.post(asked, {"code": used}).status_code == 302
    clock[0] += later
    second, asked = entered()
    assert second.post(asked, {"code": used}).status_code == 200
    assert second.get(reverse("workbench:studies")).status_code == 302


def test_the_code_that_set_the_app_up_does_not_also_open_a_log_in(clock) -> None:
    person()
    secret = with_app(clock)
    clock[0] -= 31
    client, asked = entered()
    assert client.post(asked, {"code": code(secret, clock[0])}).status_code == 200


def test_the_secret_of_an_app_does_not_lie_in_the_store_in_clear(clock) -> None:
    user = person()
    secret = with_app(clock)
    held = Authenticator.objects.get(user=user, type="totp")
    assert secret not in str(held.data)
    assert held.wrap().validate_code(code(secret, clock[0]))


def test_a_recovery_code_opens_one_log_in_and_is_then_spent(clock) -> None:
    person()
    secret = with_app(clock)
    client, asked = entered()
    client.post(asked, {"code": code(secret, clock[0])})
    again(client).post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    spare = re.findall(r"<li><code>(\w+)</code></li>", page)
    assert len(spare) == 10
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert file.content.decode().split() == spare
    assert spare[0] not in str(list(Authenticator.objects.values_list("data", flat=True)))
    for status in (302, 200):
        other, asked = entered()
        assert other.post(asked, {"code": spare[0]}).status_code == status


def test_a_wrong_name_and_a_wrong_password_look_alike() -> None:
    person()
    said = []
    for name, password in (("person", "wrong wrong wrong"), ("nobody", "wrong wrong wrong")):
        answer = Client().post(reverse("account_login"), {"login": name, "password": password})
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        said.append((answer.status_code, page.replace(f'value="{name}"', "")))
    assert said[0] == said[1]


def test_a_changed_password_ends_every_other_session() -> None:
    person()
    here, _ = entered()
    elsewhere, _ = entered()
    changed = here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "five plain words are here",
         "password2": "five plain words are here"},
    )  # fmt: skip
    assert changed.status_code == 302, changed.content.decode()
    assert here.get(reverse("workbench:studies")).status_code == 200
    assert elsewhere.get(reverse("workbench:studies")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_set_up_ends_every_other_session(clock) -> None:
    person()
    elsewhere, _ = entered()
    assert elsewhere.get(reverse("workbench:studies")).status_code == 200
    with_app(clock)
    assert elsewhere.get(reverse("workbench:studies")).status_code == 302


def test_an_idle_screen_locks_and_what_was_being_written_goes_through(
    tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = person()
    site = TABLES["sites"].objects.get(key="s-ambleford")
    add_member(by=system("test", using="default"), study=tiny, user=user, role="lead")
    client, _ = entered()
    log = reverse("workbench:log_event", args=[site.public_id])
    assert client.get(log).status_code == 200
    start = time.time()
    monkeypatch.setattr("seedbed.project.idle.time.time", lambda: start + 31 * 60)
    said = {
        "title": "A room was found", "when-day": "", "when-month": "", "when-year": "2024",
        "direction": "forward", "stream": "practice",
    }  # fmt: skip
    assert client.get(log).status_code == 302
    page = client.post(log, said)
    assert page.status_code == 302
    assert page.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not TABLES["events"].objects.filter(title="A room was found").exists()
    sent = client.post(page.headers["Location"], {"password": PASSWORD, "next": log}, follow=True)
    assert sent.status_code == 200
    assert TABLES["events"].objects.filter(title="A room was found").count() == 1
    assert client.get(log).status_code == 200


def test_what_needs_a_fresh_look_at_who_it_is_asks_again(clock, monkeypatch) -> None:
    person()
    secret = with_app(clock)
    client, asked = entered()
    client.post(asked, {"code": code(secret, clock[0])})
    dangerous = reverse("mfa_deactivate_totp")
    assert client.get(dangerous).headers["Location"].startswith("/account/")
    assert again(client).get(dangerous).status_code == 200
    later = time.time() + 6 * 60
    monkeypatch.setattr("time.time", lambda: later)
    assert client.get(dangerous).headers["Location"].startswith("/account/")


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_activate_totp", "mfa_generate_recovery_codes", "account_change_password",
     "account_reauthenticate"],
)  # fmt: skip
def test_account_pages_are_for_those_who_are_logged_in(name: str) -> None:
    assert Client().get(reverse(name)).headers["Location"].startswith(reverse("account_login"))


def test_what_a_password_must_have_is_told_beside_its_field() -> None:
    person()
    page = entered()[0].get(reverse("account_change_password")).content.decode()
    hint = re.search(r'<div [^>]*id="id_password1_helptext">(.*?)</div>', page, re.S)
    assert hint
    assert "at least 12 characters" in hint.group(1)
    assert 'aria-describedby="id_password1_helptext"' in page
