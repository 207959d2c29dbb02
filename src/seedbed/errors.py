"""The one root of everything Seedbed refuses to do, and the exit code of each kind."""


class SeedbedError(Exception):
    """Something a person can mend. The message says what was expected, where, and what to do."""

    exit_code = 1


class InputError(SeedbedError, ValueError):
    """What was handed in cannot be used as it is."""

    exit_code = 2


class ActionDenied(SeedbedError):
    """The person asking may not do this."""

    exit_code = 3


class NotFound(SeedbedError, LookupError):
    """There is no such thing, or it is not theirs to see: the two are not told apart."""

    exit_code = 4
