"""A worker in a terminal: it does the jobs that wait, until it is told to stop."""

import signal
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.start import STORE, start

err = Console(stderr=True, highlight=False, soft_wrap=True)


def work(
    context: typer.Context,
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due, and end when nothing is.")
    ] = False,
    beside: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """Do the jobs that wait: questions put again, the daily signed head and the daily backup.

    seedbed serve starts one by itself. Several may work on one store. Stop with Ctrl-C: the job
    that is under way is given back, and another worker goes on from the step it had come to.
    """
    start(context.obj)
    import seedbed.publish.putting  # noqa: F401, what jobs there are
    from seedbed.cli.daily import daily
    from seedbed.record.people.again import asker_again
    from seedbed.trust.worker import Worker

    worker = Worker(using=STORE, who=asker_again, daily=daily(), parent=beside)
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, worker.stop)
    if beside is None and not once:
        err.print("Working. Stop with Ctrl-C.")
    worker.run(until_idle=once)
