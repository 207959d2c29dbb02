"""Who is asking, and of which store.

Every action and every selector takes an :class:`Asker`. Grants are read from one database and are
worth something only there, so the asker carries its alias: no code below has to assume one.
"""

from dataclasses import dataclass
from datetime import date

from seedbed.errors import ActionDenied
from seedbed.trust.roles import ROLES, Role, shut


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One membership: a role in a study, perhaps at one site, perhaps until a day."""

    role: str
    study: int
    site: int | None = None
    until: date | None = None
    shut: bool = False  # a study of real people whose gate is not open, or not to this session
    proven: bool = False  # a second factor was shown in this session
    real: bool = False  # the study holds what real people said
    opens: frozenset[str] = frozenset()  # not a membership, but an opening of the glass

    def lives(self, today: date) -> bool:
        """Say whether the membership still runs on a day."""
        return self.until is None or today <= self.until

    @property
    def powers(self) -> Role:
        """The role itself, or what is left of it while the gate is shut; or what was opened."""
        if self.opens:
            return Role(name=self.role, sees=self.opens)
        role = ROLES[self.role]
        return shut(role, proven=self.proven) if self.shut else role


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """A person or the named system actor, at one store.

    ``name`` is opaque: a public id for a person, ``system:...`` for the system actor.
    """

    name: str
    using: str
    grants: tuple[Grant, ...] = ()
    is_system: bool = False

    def studies_for(self, noun: str) -> frozenset[int]:
        """Studies in which this asker sees every row of a noun."""
        return frozenset(g.study for g in self.grants if noun in g.powers.sees)

    def sites_for(self, noun: str) -> frozenset[int]:
        """Sites at which this asker sees the rows of a noun, beyond whole studies."""
        return frozenset(
            g.site for g in self.grants if g.site is not None and noun in g.powers.sees_at_site
        )

    def is_inside(self, study: int) -> bool:
        """Say whether this asker is a member of a study whose gate stands open to them."""
        return any(g.study == study and not g.shut and not g.opens for g in self.grants)

    def only_opened(self, noun: str, *, study: int) -> bool:
        """Say whether a noun of a study is seen under an opening, and by no right of one's own."""
        seeing = [
            g
            for g in self.grants
            if g.study == study and noun in (g.powers.sees | g.powers.sees_at_site)
        ]
        return bool(seeing) and all(g.opens for g in seeing)

    def may(self, verb: str, *, study: int, site: int | None = None) -> bool:
        """Say whether this asker may do something in a study, or at one of its sites."""
        if self.is_system:
            return True
        return any(
            g.study == study
            and (
                verb in g.powers.does
                or (verb in g.powers.does_at_site and site is not None and g.site == site)
            )
            for g in self.grants
        )

    def role_in(self, study: int) -> str:
        """The role in which this asker acts in a study: told to readers in place of a name."""
        roles = sorted({g.role for g in self.grants if g.study == study and not g.opens})
        return self.name if self.is_system else ", ".join(roles)

    def must(self, verb: str, *, study: int, site: int | None = None) -> None:
        """Raise unless this asker may do it."""
        if not self.may(verb, study=study, site=site):
            raise ActionDenied(f"Your role in this study does not let you {_plain(verb)}.")


def nobody(*, using: str) -> Asker:
    """Somebody who has not logged in: sees published snapshots and nothing else."""
    return Asker(name="nobody", using=using)


def system(task: str, *, using: str) -> Asker:
    """The system itself, named after the task it does, as the audit will show it."""
    return Asker(name=f"system:{task}", using=using, is_system=True)


def _plain(verb: str) -> str:
    return {
        "log-event": "log what happened",
        "load": "load a study folder",
        "run": "put a question",
        "add-member": "add members",
        "keep-gate": "settle what its gate needs",
        "open-desk": "open the trust desk",
        "see-store": "see how the store is kept",
        "judge": "record what a panel judged",
        "notify": "record what was shown to a site",
        "reply": "reply to what is said about this site",
        "answer-reply": "answer a reply",
        "attach": "add original files",
        "destroy-attachment": "destroy original files",
        "destroy-study-key": "destroy the key of the study",
        "flag-harm": "flag that harm was disclosed",
        "decide-flag": "decide what is done about harm that was disclosed",
        "keep": "decide how long what is held is kept",
        "hold": "set or lift a legal hold",
        "answer-access": "answer somebody who asks what is held on them",
        "record-consent": "record what people agreed to",
        "withdraw-person": "withdraw a person",
        "veto": "record that a passage may not be used",
        "quote": "decide what may be quoted",
        "see-reads": "see who looked at what",
        "review": "say whether something may leave the study",
        "stop-release": "stop what waits to leave the study",
        "watch-openings": "see who opened what",
        "open-glass": "open what people said in an emergency",
    }.get(verb, verb)
