"""The access matrix: what each role gets at each address, to be read by people.

A row is an address, a column a role; then come somebody without a log-in, a lead of another study,
and a lead whose membership ended yesterday. Two values are of the own site and of another. A row of
one value holds for everybody; one of two, for everybody logged in and for a stranger.

The table is of a study of real people whose gate stands open to this session. The other kinds
follow from it by the rules below.
"""

from seedbed.trust.roles import ROLES
from tests.web.every_address import ACCOUNT

COLUMNS = (
    "lead", "researcher", "co-researcher", "site-member", "circle-member", "reader",
    "safeguarding-lead", "data-protection", "output-checker", "stranger", "elsewhere", "ended",
)  # fmt: skip
KINDS = ("simulated", "real", "shut", "unproven")


def _rows(text: str) -> dict[str, tuple[str, ...]]:
    """Each row with a cell a column."""
    found = {}
    for line in text.strip().splitlines():
        name, *cells = line.split()
        if len(cells) <= 2:
            cells = [cells[-1] if one == "stranger" else cells[0] for one in COLUMNS]
        found[name] = tuple(cells)
    return found


GET = _rows("""
front_room:front                 200
front_room:advice_list           200
front_room:advice                200
front_room:draft                 200 200 200     200/404 200 200 404 404 404 302 404 404
front_room:frozen                200 200 404     404     404 404 404 200 200 302 404 404
front_room:fit_list              200
front_room:fit                   200
front_room:plan                  200
front_room:journey               200
front_room:our_journey           200 200 200     200/404 404 200 404 404 404 302 404 404
front_room:claim                 200
front_room:claim_for             200
front_room:findings              200
front_room:feed                  200
front_room:check                 200
front_room:became                200
front_room:corrections           200
front_room:correct               200
front_room:correct_thanks        200
front_room:study                 200
front_room:about                 200
front_room:library               200
front_room:library_entry         200
workbench:start                  302
workbench:studies                200 302
workbench:study                  200 200 200     200     200 200 200 200 200 302 404 404
workbench:sources                200 200 404     404     404 404 404 404 404 302 404 404
workbench:people                 200 200 404     404     404 404 404 200 404 302 404 404
workbench:consent                200 403 404     404     404 404 404 200 404 302 404 404
workbench:withdraw_person        200 403 404     404     404 404 404 200 404 302 404 404
workbench:withdrawal             200 200 404     404     404 404 404 200 404 302 404 404
workbench:veto                   200 200 404     404     404 404 404 404 404 302 404 404
workbench:claims                 200 200 200     200     200 200 404 404 404 302 404 404
workbench:questions              200 200 404     404     404 404 404 404 404 302 404 404
workbench:runs                   200 200 404     404     404 404 404 404 404 302 404 404
workbench:jobs                   200 200 404     404     404 404 404 404 404 302 404 404
workbench:advice                 200 200 200     200     200 200 404 404 404 302 404 404
workbench:gate                   200 200 404     404     404 404 200 200 404 302 404 404
workbench:trust_desk             200 404 404     404     404 404 200 200 404 302 404 404
workbench:members                200 403 403     403     403 403 403 403 403 302 404 404
workbench:member                 200 403 403     403     403 403 403 403 403 302 404 404
workbench:open_glass             404 404 404     404     404 404 200 200 404 302 404 404
workbench:openings               200 404 404     404     404 404 200 200 404 302 404 404
workbench:seen                   200 403 403     403     403 403 403 200 403 302 404 404
workbench:seen_row               200 403 403     403     403 403 403 200 403 302 404 404
workbench:judge                  200 403 403     403/404 403 403 404 404 404 302 404 404
workbench:replies                200 200 404     200     404 404 404 404 404 302 404 404
workbench:answer                 200 403 404     403/404 404 404 404 404 404 302 404 404
workbench:harm                   404 404 404     404     404 404 200 404 404 302 404 404
workbench:flag_told              200 200 200     403     403 403 200 200 403 302 404 404
workbench:flag_source            200 200 404     404     404 404 404 404 404 302 404 404
workbench:harm_flag              404 404 404     404     404 404 200 404 404 302 404 404
workbench:subject_access         200 404 404     404     404 404 404 200 404 302 404 404
workbench:access_request         200 404 404     404     404 404 404 200 404 302 404 404
workbench:access_file            405 302
workbench:access_item            200 404 404     404     404 404 404 200 404 302 404 404
workbench:keeping                200 404 404     404     404 404 404 200 404 302 404 404
workbench:lift_hold              200 404 404     404     404 404 404 200 404 302 404 404
workbench:site                   200 200 200     200/404 200 200 200 200 404 302 404 404
workbench:notice                 200 403 403     403/404 403 403 403 403 404 302 404 404
workbench:reply                  200 200 404     200/404 404 404 404 404 404 302 404 404
workbench:log_event              200 200 200/403 200/404 403 403 403 403 404 302 404 404
workbench:source                 200 200 404     404     404 404 404 404 404 302 404 404
workbench:attach                 200 200 404     404     404 404 404 404 404 302 404 404
workbench:download               200 200 404     404     404 404 404 404 404 302 404 404
workbench:destroy_file           200 403 404     404     404 404 404 404 404 302 404 404
workbench:claim                  200 200 200     200/404 200 200 404 404 404 302 404 404
workbench:release                200 403 403     403/404 403 403 404 404 404 302 404 404
workbench:quotes                 200 200 404     404     404 404 404 404 404 302 404 404
workbench:release_room           200 200 404     404     404 404 404 200 200 302 404 404
workbench:ask_release            302 302 404     404     404 404 404 302 302 302 404 404
workbench:review                 200 200 404     404     404 404 404 200 200 302 404 404
workbench:frozen_file            200 200 404     404     404 404 404 200 200 302 404 404
workbench:released_file          200 403 404     404     404 404 404 403 403 302 404 404
workbench:withdraw               200 403 403     403     403 403 403 403 403 302 404 404
workbench:run                    200 200 404     404     404 404 404 404 404 302 404 404
account_login                    302 200
account_logout                   200 302
mfa_authenticate                 302
mfa_add_webauthn                 302
mfa_reauthenticate_webauthn      302
mfa_index                        200 302
mfa_reauthenticate               302
mfa_activate_totp                302
mfa_deactivate_totp              404 302
mfa_view_recovery_codes          404 302
mfa_generate_recovery_codes      302
mfa_download_recovery_codes      404 302
mfa_list_webauthn                200 302
mfa_remove_webauthn              302
mfa_edit_webauthn                302
account_change_password          200 302
account_reauthenticate           200 302
""")

# Who may not send anything, and what they are told; "may" is who may. What is open to everybody
# takes nothing but a question to the check of claims, and a correction, from anybody.
POST = _rows("""
front_room:draft                 405 302
front_room:frozen                405 302
front_room:our_journey           405 302
workbench:start                  may 302
workbench:studies                405 302
workbench:study                  405 302
workbench:sources                405 302
workbench:people                 405 302
workbench:consent                may 403 404     404     404 404 404 may 404 302 404 404
workbench:withdraw_person        may 403 404     404     404 404 404 may 404 302 404 404
workbench:withdrawal             may 403 404     404     404 404 404 may 404 302 404 404
workbench:veto                   may may 404     404     404 404 404 404 404 302 404 404
workbench:claims                 405 302
workbench:questions              may may 404     404     404 404 404 404 404 302 404 404
workbench:runs                   may may 404     404     404 404 404 404 404 302 404 404
workbench:jobs                   may may 404     404     404 404 404 404 404 302 404 404
workbench:advice                 may 403 403     403     403 403 404 404 404 302 404 404
workbench:gate                   may 403 404     404     404 404 403 403 404 302 404 404
workbench:trust_desk             405 302
workbench:members                may 403 403     403     403 403 403 403 403 302 404 404
workbench:member                 may 403 403     403     403 403 403 403 403 302 404 404
workbench:open_glass             404 404 404     404     404 404 may may 404 302 404 404
workbench:openings               may 404 404     404     404 404 404 may 404 302 404 404
workbench:seen                   405 302
workbench:seen_row               405 302
workbench:judge                  may 403 403     403/404 403 403 404 404 404 302 404 404
workbench:replies                405 302
workbench:answer                 may 403 404     403/404 404 404 404 404 404 302 404 404
workbench:harm                   405 302
workbench:flag_told              may may may     403     403 403 may may 403 302 404 404
workbench:flag_source            may may 404     404     404 404 404 404 404 302 404 404
workbench:harm_flag              404 404 404     404     404 404 may 404 404 302 404 404
workbench:subject_access         may 404 404     404     404 404 404 may 404 302 404 404
workbench:access_request         may 404 404     404     404 404 404 may 404 302 404 404
workbench:access_file            may 404 404     404     404 404 404 may 404 302 404 404
workbench:access_item            may 404 404     404     404 404 404 may 404 302 404 404
workbench:keeping                may 404 404     404     404 404 404 may 404 302 404 404
workbench:lift_hold              may 404 404     404     404 404 404 may 404 302 404 404
workbench:site                   405 302
workbench:notice                 may 403 403     403/404 403 403 403 403 404 302 404 404
workbench:reply                  may 403 404     may/404 404 404 404 404 404 302 404 404
workbench:log_event              may may may/403 may/404 403 403 403 403 404 302 404 404
workbench:source                 405 302
workbench:attach                 may may 404     404     404 404 404 404 404 302 404 404
workbench:download               405 302
workbench:destroy_file           may 403 404     404     404 404 404 404 404 302 404 404
workbench:claim                  405 302
workbench:release                may 403 403     403/404 403 403 404 404 404 302 404 404
workbench:quotes                 may may 404     404     404 404 404 404 404 302 404 404
workbench:release_room           405 302
workbench:ask_release            may 403 404     404     404 404 404 403 403 302 404 404
workbench:review                 may may 404     404     404 404 404 may may 302 404 404
workbench:frozen_file            405 302
workbench:released_file          405 302
workbench:withdraw               may 403 403     403     403 403 403 403 403 302 404 404
workbench:run                    405 302
""")

# Pages that only a study of real people has.
OF_REAL_PEOPLE = (
    "front_room:frozen", "workbench:open_glass", "workbench:harm", "workbench:flag_told",
    "workbench:flag_source", "workbench:harm_flag", "workbench:subject_access",
    "workbench:access_request", "workbench:access_item", "workbench:access_file",
    "workbench:keeping", "workbench:lift_hold", "workbench:release_room", "workbench:ask_release",
    "workbench:review", "workbench:frozen_file", "workbench:released_file",
)  # fmt: skip
# What is the same for everybody: published pages, and what ships with Seedbed.
OPEN = {name for name, cells in GET.items() if set(cells) == {"200"}}
# Of a study that is shut, or whose session showed no second factor, a member sees that it is there
# and what keeps it shut; who answers for it settles that, and sees who looked and who opened.
STILL = {
    "workbench:study": dict.fromkeys(ROLES, "302"),
    "workbench:gate": dict.fromkeys(ROLES, "200"),
    "workbench:members": {"lead": "200"},
    "workbench:member": {"lead": "200"},
    "workbench:seen": {"lead": "200", "data-protection": "200"},
    "workbench:seen_row": {"lead": "200", "data-protection": "200"},
    "workbench:openings": {"lead": "200", "data-protection": "200"},
}
# What waits for no gate, once a second factor was shown: harm is told and decided, and a person is
# withdrawn.
ALWAYS = {
    "workbench:flag_told": dict.fromkeys(
        ("lead", "researcher", "co-researcher", "safeguarding-lead", "data-protection"), "200"
    ),
    "workbench:harm": {"safeguarding-lead": "200"},
    "workbench:harm_flag": {"safeguarding-lead": "200"},
    "workbench:people": {"lead": "200", "data-protection": "200"},
    "workbench:consent": {"lead": "403", "data-protection": "403"},
    "workbench:withdraw_person": {"lead": "200", "data-protection": "200"},
    "workbench:withdrawal": {"lead": "200", "data-protection": "200"},
}
# What a member is told they may not do, where the study itself is theirs to see.
TOLD = ("workbench:members", "workbench:member", "workbench:seen", "workbench:seen_row",
        "workbench:withdraw", "workbench:flag_told")  # fmt: skip


def is_walked(kind: str, method: str, name: str, role: str) -> bool:
    """Whether a cell is asked for.

    What is open to everybody is asked for twice only: test_every_address.py goes through it as
    every role. Own accounts have nothing to do with studies, and depend on the second factor. What
    somebody may send is tried where it is tested.
    """
    if method == "post":
        return name in POST and "may" not in expected(kind, method, name, role)
    if name.startswith(ACCOUNT):
        return kind == "unproven"
    return name not in OPEN or role in ("stranger", "site-member")


def expected(kind: str, method: str, name: str, role: str) -> str:
    """What a column must get: from the table, or by the rules for what is no open real study."""
    row = (GET if method == "get" else POST)[name]
    cell = row[COLUMNS.index(role)]
    if kind == "simulated" and name in OF_REAL_PEOPLE and cell != "405" and role != "stranger":
        return "404"
    if kind in ("shut", "unproven") and role in ROLES:
        return _while_shut(kind, method, name, role, cell)
    return cell


def _while_shut(kind: str, method: str, name: str, role: str, cell: str) -> str:
    """What is left to a member: nothing, but what settles what is missing."""
    if cell == "405" or name.startswith(ACCOUNT) or name in (*OPEN, "workbench:start"):
        return cell
    if name == "workbench:studies":
        return cell
    always = ALWAYS.get(name, {}).get(role) if kind == "shut" else None
    if always is not None:
        return "may" if method == "post" and always == "200" else always
    still = STILL.get(name, {}).get(role, "404")
    if method == "post" and still != "404":
        still = "may" if role == "lead" or name == "workbench:openings" else "403"
    return "403" if still == "404" and name in TOLD else still
