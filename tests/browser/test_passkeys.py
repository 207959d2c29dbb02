"""Passkeys in a real browser, which holds a key that signs as a phone would."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.accounts_served import PASSWORD, serve_accounts
from tests.browser import harness

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Visitor:
    """A browser of one person, with a key of its own."""

    def __init__(self, chrome: Browser, home: str) -> None:
        self.page = harness.open_page(chrome)
        self.page.set_default_timeout(20_000)
        self.home = home
        self.sent: list[str] = []
        self.page.on("request", self._note)
        self.cdp: CDPSession = self.page.context.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable")
        self.key = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})[
            "authenticatorId"
        ]

    def _note(self, request) -> None:
        if request.method == "POST" and "credential=" in (request.post_data or ""):
            self.sent.append(parse_qs(request.post_data)["credential"][0])

    def goes(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page

    def logs_in(self, name: str) -> Page:
        self.goes("/log-in/")
        self.page.get_by_label("User").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button").click()
        return self.page

    def logs_out(self) -> None:
        self.goes("/log-out/")
        self.page.get_by_role("main").get_by_role("button").click()

    def is_still_there(self) -> None:
        """Types the password again where it is asked for."""
        if "/account/again/" in self.page.url:
            self.page.get_by_label("Password").fill(PASSWORD)
            self.page.get_by_role("button", name="Go on").click()

    def sets_up(self, name: str) -> None:
        self.goes("/account/webauthn/add/")
        self.is_still_there()
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_role("button", name="Set it up").click()
        expect(self.page.get_by_text("The passkey is set up")).to_be_visible()

    def uses_passkey(self) -> None:
        self.page.get_by_role("button", name="Use a passkey").click()

    def locked_out(self) -> bool:
        return "/workbench/studies/" not in urlsplit(self.goes("/workbench/studies/").url).path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_accounts(tmp_path_factory.mktemp("passkeys")) as port:
        yield f"http://localhost:{port}"


@pytest.fixture
def visitor(chrome: Browser, home: str) -> Iterator[Callable[[], Visitor]]:
    """Browsers, as many as a test asks for."""
    open_ones: list[Visitor] = []

    def another() -> Visitor:
        open_ones.append(Visitor(chrome, home))
        return open_ones[-1]

    yield another
    for one in open_ones:
        one.page.context.close()


def looks_right(page: Page, name: str) -> None:
    """Accessible, within 320 px, and quiet."""
    harness.shoot(page, f"passkeys-{name}")
    harness.assert_accessible(page)
    harness.assert_reflows(page)
    harness.assert_no_console_errors(page)
    assert page.locator("h1").count() == 1


def test_from_the_first_passkey_to_the_last(visitor: Callable[[], Visitor]) -> None:
    person, elsewhere = visitor(), visitor()
    elsewhere.logs_in("person")
    person.logs_in("person")
    looks_right(person.goes("/account/"), "none")
    person.goes("/account/webauthn/add/")
    person.is_still_there()
    looks_right(person.page, "add")
    person.sets_up("my phone")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    assert elsewhere.locked_out(), "another session outlived the new second factor"

    person.goes("/account/webauthn/add/")
    person.page.get_by_role("button", name="Set it up").click()
    expect(person.page.get_by_role("alert")).to_contain_text("already holds a passkey")
    looks_right(person.page, "add-again")

    person.logs_out()
    person.logs_in("person")
    looks_right(person.page, "authenticate")
    expect(person.page.get_by_label("Code")).to_be_visible()
    person.uses_passkey()
    person.page.wait_for_url("**/workbench/studies/")
    looks_right(person.goes("/account/"), "one")
    looks_right(person.goes("/account/webauthn/"), "list")

    person.page.get_by_role("link", name="Rename my phone").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    person.page.get_by_role("link", name="Use a passkey").click()
    looks_right(person.page, "again")
    person.uses_passkey()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Rename a passkey")
    looks_right(person.page, "rename")
    person.page.get_by_label("Name").fill("the phone on my desk")
    person.page.get_by_role("button", name="Rename it").click()

    elsewhere.cdp.send(
        "WebAuthn.addCredential",
        {"authenticatorId": elsewhere.key, "credential": held(person)},
    )
    elsewhere.logs_in("person")
    elsewhere.uses_passkey()
    elsewhere.page.wait_for_url("**/workbench/studies/")
    person.page.get_by_role("link", name="Take away the phone on my desk").click()
    looks_right(person.page, "take-away")
    person.page.get_by_role("button", name="Take it away").click()
    expect(person.page.get_by_text("You have none.")).to_be_visible()
    assert elsewhere.locked_out(), "another session outlived the passkey"
    assert not person.locked_out()


def held(visitor: Visitor) -> dict:
    """The one passkey in the browser of a visitor, as a thief of the phone would have it."""
    found = visitor.cdp.send("WebAuthn.getCredentials", {"authenticatorId": visitor.key})
    (credential,) = found["credentials"]
    return {
        name: credential[name]
        for name in ("credentialId", "isResidentCredential", "rpId", "privateKey", "signCount")
    }


def test_what_was_signed_once_opens_nothing_again(visitor: Callable[[], Visitor]) -> None:
    person = visitor()
    person.logs_in("other")
    person.sets_up("a key")
    person.logs_out()
    person.logs_in("other")
    person.uses_passkey()
    person.page.wait_for_url("**/workbench/studies/")
    used = person.sent[-1]
    person.logs_out()
    person.logs_in("other")
    sends(person.page, used)
    expect(person.page.get_by_role("alert").first).to_contain_text("was not accepted")
    assert person.locked_out()

    stranger = visitor()
    stranger.logs_in("person")
    stranger.sets_up("a key")
    stranger.logs_out()
    stranger.cdp.send(
        "WebAuthn.addCredential",
        {"authenticatorId": stranger.key, "credential": held(person)},
    )
    theirs = json.loads(used)["id"]
    stranger.logs_in("person")
    asked = stranger.page.locator("#passkey-asked")
    mine = json.loads(asked.text_content())["publicKey"]["allowCredentials"]
    assert theirs not in [key["id"] for key in mine]
    asked.evaluate(
        """(element, id) => {
          const asked = JSON.parse(element.textContent);
          asked.publicKey.allowCredentials[0].id = id;
          element.textContent = JSON.stringify(asked);
        }""",
        theirs,
    )
    stranger.uses_passkey()
    expect(stranger.page.get_by_role("alert").first).to_contain_text("was not accepted")
    assert json.loads(stranger.sent[-1])["id"] == theirs
    assert stranger.locked_out()


def sends(page: Page, credential: str) -> None:
    """Send an answer without asking any key."""
    page.locator("form[data-passkey]").evaluate(
        "(form, answer) => { form.elements.credential.value = answer; form.submit(); }", credential
    )
    page.wait_for_load_state()


def test_without_scripts_and_under_a_number_the_page_says_what_works(
    chrome: Browser, home: str
) -> None:
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    for address, says in (
        (home, "A one-time code works without them"),
        (home.replace("localhost", "127.0.0.1"), "log in there"),
    ):
        page.goto(address + "/log-in/")
        page.get_by_label("User").fill("plain")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button").click()
        page.goto(address + "/account/webauthn/add/")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_text(says)).to_be_visible()
        expect(page.get_by_role("button", name="Set it up")).to_have_count(0)
    context.close()


def test_the_other_pages_of_an_account(visitor: Callable[[], Visitor]) -> None:
    person = visitor()
    for _ in range(5):
        person.goes("/log-in/")
        person.page.get_by_label("User").fill("nobody")
        person.page.get_by_label("Password").fill("wrong wrong wrong")
        person.page.get_by_role("main").get_by_role("button").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Log-in is closed for a while")
    # The browser itself notes every answer but 200 in its console.
    person.page.console_errors.clear()
    looks_right(person.page, "locked")
    person.logs_in("plain")
    person.goes("/account/totp/activate/")
    person.is_still_there()
    looks_right(person.page, "app")
    looks_right(person.goes("/account/password/"), "password")
    looks_right(person.goes("/account/again/"), "password-again")
    person.sets_up("a key")
    looks_right(person.page, "recovery-codes")
    looks_right(person.goes("/account/recovery-codes/generate/"), "recovery-codes-new")


@pytest.mark.parametrize("name", ["429.html", "account/inactive.html"])
def test_refusals_that_take_many_tries_to_meet(chrome: Browser, name: str) -> None:
    page = harness.open_page(chrome)
    html = render_to_string(name, request=RequestFactory().get("/log-in/"))
    harness.serve(page, "http://localhost/log-in/", html, finders.find)
    looks_right(page, name.removesuffix(".html").replace("/", "-"))
    page.close()
