"""Passkeys through their pages, with a key in software that can also cheat."""

import json
import re
import time
from html import unescape

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from seedbed.publish.look.asking import second_factor_shown
from tests.security_key import SecurityKey
from tests.web.test_accounts import PASSWORD, code, person, with_app

pytestmark = pytest.mark.django_db
NOT_TAKEN = "The passkey was not accepted"
STUDIES = "workbench:studies"


def browser(host: str = "localhost") -> Client:
    return Client(SERVER_NAME=host)


def entered(name: str = "person", host: str = "localhost") -> tuple[Client, str]:
    client = browser(host)
    answer = client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    return client, answer.headers.get("Location", "")


def again(client: Client) -> Client:
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    return client


def text(answer) -> str:
    return unescape(answer.content.decode())


def asked(page) -> dict:
    """What the page has the browser ask a passkey."""
    found = re.search(
        r'<script id="passkey-asked" type="application/json">(.*?)</script>', page.content.decode()
    )
    assert found, page.content.decode()
    return json.loads(found.group(1))


def with_passkey(name: str = "person", key: SecurityKey | None = None) -> SecurityKey:
    """The person sets up a passkey through the pages."""
    key = key or SecurityKey()
    client = again(entered(name)[0])
    answer = sent_new(client, key)
    assert answer.status_code == 302, text(answer)
    return key


def sent_new(client: Client, key: SecurityKey, name: str = "my phone"):
    page = client.get(reverse("mfa_add_webauthn"))
    sent = {"name": name, "credential": key.created(asked(page))}
    return client.post(reverse("mfa_add_webauthn"), sent)


def signed(client: Client, key: SecurityKey, address: str):
    return client.post(address, {"credential": key.signed(asked(client.get(address)))})


def test_password_and_passkey_open_the_door_and_count_as_a_second_factor() -> None:
    person()
    key = with_passkey()
    client, next_page = entered()
    assert next_page == reverse("mfa_authenticate")
    assert client.get(reverse(STUDIES)).status_code == 302
    assert signed(client, key, next_page).headers["Location"] == reverse(STUDIES)
    assert client.get(reverse(STUDIES)).status_code == 200
    records = client.session[AUTHENTICATION_METHODS_SESSION_KEY]
    assert [(r["method"], r.get("type")) for r in records] == [
        ("password", None), ("mfa", "webauthn"),
    ]  # fmt: skip


@pytest.mark.parametrize("with_key", [True, False])
def test_a_study_of_real_people_takes_a_passkey_for_a_second_proof(with_key: bool) -> None:
    user = person()
    if with_key:
        key = with_passkey()
    client, address = entered()
    if with_key:
        signed(client, key, address)
    request = client.get(reverse(STUDIES)).wsgi_request
    assert request.user == user
    assert second_factor_shown(request) is with_key


def test_the_first_passkey_comes_with_recovery_codes() -> None:
    user = person()
    client = again(entered()[0])
    assert sent_new(client, SecurityKey()).headers["Location"] == reverse("mfa_view_recovery_codes")
    kinds = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    assert set(kinds) == {"webauthn", "recovery_codes"}


def test_a_signature_opens_one_log_in_only() -> None:
    person()
    key = with_passkey()
    first, address = entered()
    used = key.signed(asked(first.get(address)))
    assert first.post(address, {"credential": used}).status_code == 302
    second, address = entered()
    second.get(address)
    refused = second.post(address, {"credential": used})
    assert refused.status_code == 200
    assert NOT_TAKEN in text(refused)
    assert second.get(reverse(STUDIES)).status_code == 302


def test_a_passkey_of_somebody_else_opens_nothing() -> None:
    person(), person("other")
    with_passkey()
    of_other = with_passkey("other")
    client, address = entered()
    refused = signed(client, of_other, address)
    assert refused.status_code == 200
    assert NOT_TAKEN in text(refused)


@pytest.mark.parametrize(
    "cheat",
    [{"origin": "http://localhost.example"}, {"origin": "https://elsewhere.example"},
     {"place": "elsewhere.example"}, {"verifies": False}],
    ids=["name alike", "other site", "made for another site", "only touched"],
)  # fmt: skip
def test_what_was_signed_elsewhere_or_without_a_pin_opens_nothing(cheat: dict) -> None:
    person()
    key = with_passkey()
    client, address = entered()
    for part, value in cheat.items():
        setattr(key, part, value)
    assert NOT_TAKEN in text(signed(client, key, address))
    assert client.get(reverse(STUDIES)).status_code == 302


@pytest.mark.parametrize("cheat", [{"verifies": False}, {"origin": "https://elsewhere.example"}])
def test_such_a_key_cannot_be_set_up_either(cheat: dict) -> None:
    person()
    refused = sent_new(again(entered()[0]), SecurityKey(**cheat))
    assert refused.status_code == 200
    assert NOT_TAKEN in text(refused)
    assert not Authenticator.objects.exists()


PART = {"id": "YQ", "rawId": "YQ", "type": "public-key"}
JUNK = [
    "", "{", "1", "[]", "{}", '"a"', '{"id": 1}', '{"id": "a", "rawId": "a"}',
    json.dumps(PART | {"response": []}),
    json.dumps(PART | {"response": {"clientDataJSON": "W10", "attestationObject": "gA",
                                    "authenticatorData": "A" * 60, "signature": "YQ"}}),
    json.dumps(PART | {"response": {"clientDataJSON": 5, "attestationObject": "oA"}}),
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_passkey_is_refused_on_the_page(junk: str) -> None:
    person()
    client = again(entered()[0])
    answer = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": junk})
    assert answer.status_code == 200
    assert "There is a problem" in text(answer)
    with_passkey()
    client, address = entered()
    answer = client.post(address, {"credential": junk})
    assert answer.status_code == 200
    assert "There is a problem" in text(answer)


def test_wrong_passkeys_are_counted_like_wrong_codes() -> None:
    person()
    key = with_passkey()
    client, address = entered()
    for _ in range(5):
        signed(client, SecurityKey(), address)
    refused = signed(client, key, address)
    assert refused.status_code == 200
    assert "Wait five minutes" in text(refused)


def test_a_code_still_opens_the_door_beside_a_passkey(clock) -> None:
    person()
    secret = with_app(clock)
    client, address = entered()
    client.post(address, {"code": code(secret, clock[0])})
    assert sent_new(again(client), SecurityKey()).status_code == 302
    clock[0] += 31
    client, address = entered()
    assert "Or with a code" in text(client.get(address))
    assert client.post(address, {"code": code(secret, clock[0])}).status_code == 302


def test_who_has_only_an_app_is_not_asked_for_a_passkey(clock) -> None:
    person()
    with_app(clock)
    client, address = entered()
    page = text(client.get(address))
    assert "passkey" not in page
    assert "<script" not in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["set up", "taken away"])
def test_a_passkey_set_up_or_taken_away_ends_every_other_session(change: str) -> None:
    user = person()
    if change == "taken away":
        key = with_passkey()
    here, address = entered()
    elsewhere, _ = entered()
    if change == "taken away":
        for client in (here, elsewhere):
            assert signed(client, key, address).status_code == 302
    assert elsewhere.get(reverse(STUDIES)).status_code == 200
    again(here)
    if change == "set up":
        sent_new(here, SecurityKey())
    else:
        held = Authenticator.objects.get(user=user, type="webauthn")
        gone = here.post(reverse("mfa_remove_webauthn", args=[held.pk]))
        assert gone.headers["Location"] == reverse("mfa_list_webauthn")
        assert not Authenticator.objects.exists(), "recovery codes alone are not a second factor"
    assert here.get(reverse(STUDIES)).status_code == 200
    assert elsewhere.get(reverse(STUDIES)).status_code == 302


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_nobody_touches_the_passkey_of_somebody_else(name: str) -> None:
    person(), person("other")
    with_passkey("other")
    held = Authenticator.objects.get(type="webauthn")
    client = again(entered()[0])
    for answer in (client.get(reverse(name, args=[held.pk])),
                   client.post(reverse(name, args=[held.pk]), {"name": "mine"})):  # fmt: skip
        assert answer.status_code == 404
    held.refresh_from_db()
    assert held.wrap().name == "my phone"


def test_a_passkey_is_renamed_and_listed() -> None:
    user = person()
    key = with_passkey()
    client, address = entered()
    assert "Not used yet" not in text(signed(client, key, address))
    held = Authenticator.objects.get(user=user, type="webauthn")
    renamed = again(client).post(reverse("mfa_edit_webauthn", args=[held.pk]), {"name": "my <key>"})
    assert renamed.headers["Location"] == reverse("mfa_list_webauthn")
    page = client.get(reverse("mfa_list_webauthn"))
    assert "my &lt;key&gt;" in page.content.decode()
    assert "Last used on" in text(page)


def test_it_is_still_you_by_passkey_and_a_wrong_one_is_said_on_the_page() -> None:
    person()
    key = with_passkey()
    client, address = entered()
    signed(client, key, address)
    held = Authenticator.objects.get(type="webauthn")
    dangerous = reverse("mfa_remove_webauthn", args=[held.pk])
    assert client.get(dangerous).status_code == 302
    show = reverse("mfa_reauthenticate_webauthn")
    wrong = signed(client, SecurityKey(), show)
    assert wrong.status_code == 200
    assert NOT_TAKEN in text(wrong)
    sent = {"credential": key.signed(asked(client.get(show))), "next": dangerous}
    assert client.post(show, sent).headers["Location"] == dangerous
    assert client.get(dangerous).status_code == 200


def test_a_passkey_unlocks_an_idle_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    person()
    key = with_passkey()
    client, address = entered()
    signed(client, key, address)
    assert client.get(reverse(STUDIES)).status_code == 200
    later = time.time() + 31 * 60
    monkeypatch.setattr("seedbed.project.idle.time.time", lambda: later)
    assert client.get(reverse(STUDIES)).status_code == 302
    show = reverse("mfa_reauthenticate_webauthn")
    merely_touched = SecurityKey(verifies=False, number=key.number, secret=key.secret)
    assert signed(client, merely_touched, show).status_code == 200
    assert client.get(reverse(STUDIES)).status_code == 302
    sent = {"credential": key.signed(asked(client.get(show))), "next": reverse(STUDIES)}
    assert client.post(show, sent).headers["Location"] == reverse(STUDIES)
    assert client.get(reverse(STUDIES)).status_code == 200


@pytest.mark.parametrize(
    ("host", "says", "silent"),
    [("127.0.0.1", "http://localhost/account/webauthn/add/", "passkey-asked"),
     ("localhost", "passkey-asked", "open under a number"),
     ("10.0.0.7", "address with a name", "passkey-asked")],
)  # fmt: skip
def test_the_page_says_where_passkeys_work(settings, host: str, says: str, silent: str) -> None:
    settings.ALLOWED_HOSTS = [host]
    person()
    page = text(again(entered(host=host)[0]).get(reverse("mfa_add_webauthn")))
    assert says in page
    assert silent not in page


def test_only_the_pages_that_ask_for_a_passkey_may_run_a_script() -> None:
    person()
    key = with_passkey()
    client, address = entered()
    scripted = [client.get(address)]
    signed(client, key, address)
    again(client)
    held = Authenticator.objects.get(type="webauthn")
    scripted += [
        client.get(reverse(name)) for name in ("mfa_add_webauthn", "mfa_reauthenticate_webauthn")
    ]
    plain = [client.get(reverse(name)) for name in ("mfa_index", "mfa_list_webauthn", STUDIES)]
    plain += [
        client.get(reverse(name, args=[held.pk]))
        for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    ]
    for page in scripted:
        assert page.headers["Content-Security-Policy"].endswith("script-src 'self'")
        assert re.findall(r"<script[^>]*>", page.content.decode()) == [
            '<script src="/static/seedbed/passkey.js" defer>',
            '<script id="passkey-asked" type="application/json">',
        ]
    for page in plain:
        assert page.status_code == 200
        assert "script" not in page.headers["Content-Security-Policy"]
        assert "<script" not in page.content.decode()


def test_no_password_no_passkey_page() -> None:
    person()
    with_passkey()
    stranger = browser()
    assert stranger.get(reverse("mfa_authenticate")).headers["Location"] == reverse("account_login")
    assert stranger.get("/account/webauthn/login/").status_code == 404


def test_the_store_keeps_of_an_answer_only_what_it_needs() -> None:
    user = person()
    client = again(entered()[0])
    page = client.get(reverse("mfa_add_webauthn"))
    stuffed = json.loads(SecurityKey().created(asked(page))) | {"more": "x" * 1000}
    client.post(reverse("mfa_add_webauthn"), {"name": "k", "credential": json.dumps(stuffed)})
    held = Authenticator.objects.get(user=user, type="webauthn")
    assert "more" not in held.data["credential"]
