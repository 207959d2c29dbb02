"""``seedbed``: one command a job. Errors are one line and a stable exit code, never a traceback."""

import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.audit import audit_app
from seedbed.cli.claims import check_claim
from seedbed.cli.folders import check, export, load, new
from seedbed.cli.gate import gate, member
from seedbed.cli.keep import backup, doctor, restore
from seedbed.cli.library import Shown, library_app
from seedbed.cli.qda import look_qdpx
from seedbed.cli.room import AskedBy, release_out, releases, tell_waiting, who_asks
from seedbed.cli.start import StudyName, command_line, start, start_light, study_here
from seedbed.cli.statistics import load_statistics
from seedbed.cli.store import store_app
from seedbed.cli.withdraw import withdraw
from seedbed.cli.work import work
from seedbed.errors import InputError, SeedbedError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Seedbed keeps one unbroken chain from what was seen, said, spent and counted "
    "to tested claims and advice, and back down from any sentence.",
)
app.add_typer(library_app, name="library")
app.add_typer(audit_app, name="audit")
app.add_typer(store_app, name="store")

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


BUSY = (
    "Nothing of this command was stored. Where it is locked, another process writes for long: try "
    "again when it is done. Otherwise run: seedbed doctor"
)


class Format(StrEnum):
    """How a report is given."""

    json = "json"
    html = "html"
    text = "text"


@app.callback()
def _options(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            help="The data folder. Otherwise SEEDBED_DATA, otherwise your user data folder.",
            file_okay=False,
        ),
    ] = None,
) -> None:
    context.obj = data


def run() -> None:
    """Run a command; turn every error of the house into a line and an exit code."""
    try:
        app(standalone_mode=False)
    except SeedbedError as wrong:
        err.print(str(wrong), markup=False)
        sys.exit(wrong.exit_code)
    except typer.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        err.print("Stopped. What was finished is kept; what was under way was not stored.")
        sys.exit(130)
    except Exception as wrong:
        if hasattr(wrong, "format_message"):  # wrong usage, as typer tells it
            err.print(wrong.format_message(), markup=False)
            sys.exit(getattr(wrong, "exit_code", 2))
        if type(wrong).__name__ == "OperationalError":  # of a database, which may not be imported
            err.print(f"The store did not answer ({str(wrong).strip()}).", BUSY, markup=False)
            sys.exit(1)
        raise


@app.command()
def demo(
    context: typer.Context,
    serve: Annotated[bool, typer.Option(help="Serve the pages afterwards.")] = True,
    port: Annotated[int, typer.Option(help="The port to serve on.")] = 8000,
) -> None:
    """Load both sample studies, answer every question, write the reports, and serve them."""
    start(context.obj)
    from seedbed.cli.demo import make_demo

    password = make_demo(out, today=date.today())
    if serve:
        out.print(f"\nOpen  http://127.0.0.1:{port}")
        out.print(f"Log in as demo-lead, password  {password}", markup=False)
        out.print("Stop with Ctrl-C.")
        # A server of its own: its workers are forked, and what drew the charts here does not
        # live through a fork.
        os.execv(sys.executable, [sys.executable, "-m", "seedbed", "serve", f"--port={port}"])


@app.command("run")
def run_question(
    context: typer.Context,
    study: StudyName,
    question: Annotated[
        str, typer.Argument(help="A question. Without one, all that the study rests on are run.")
    ] = "",
    given: Annotated[
        list[str] | None, typer.Argument(help="Its parameters, as name=value.")
    ] = None,
    form: Annotated[Shown, typer.Option("--format", help="text or json.")] = Shown.text,
) -> None:
    """Put a question to a study, or all of them.

    The questions and their parameters: seedbed questions.
    """
    start(context.obj)
    from seedbed.cli.show import show_run
    from seedbed.inquiry.ask import ask, question_named
    from seedbed.publish.snapshot import run_study

    held = study_here(study)
    if question:
        words = [word.split("=", 1) for word in given or []]
        if any(len(word) != 2 for word in words):
            raise InputError("Parameters are written name=value, as in area=Hertfordshire.")
        runs = [
            ask(
                by=command_line(),
                study=held,
                question=question_named(question),
                given=dict(words),
            )
        ]
    else:
        with err.status("Putting the questions ..."):
            runs = run_study(command_line(), held)
    show_run(out, runs, as_json=form is Shown.json, whole=bool(question))


@app.command()
def questions() -> None:
    """List the questions a study can be asked, with their parameters."""
    start_light()
    from seedbed.inquiry.questions import QUESTIONS

    for question in QUESTIONS.values():
        out.print(f"{question.name}: {question.title}", markup=False)
        out.print(f"    {question.says}", markup=False)
        for p in question.parameters:
            need = "needed" if p.default is None else f"otherwise {p.default or 'all'}"
            out.print(f"    {p.name}=...  {p.says} ({need})", markup=False)


@app.command()
def publish(context: typer.Context, study: StudyName, by: AskedBy = "") -> None:
    """Freeze the advice marked for publishing, and the claims under it."""
    start(context.obj)
    from seedbed.publish.snapshot import publish_study

    held = study_here(study)
    done = publish_study(by=who_asks(held, by), study=held, today=date.today())
    for page in done:
        if held.kind == "real":
            tell_waiting(page)
            continue
        out.print(f"Published {page.kind} {page.key}, version {page.version}.", markup=False)
    if not done:
        out.print("All is published already in its present version.")


@app.command()
def report(
    context: typer.Context,
    study: StudyName,
    form: Annotated[Format, typer.Option("--format", help="json, html or text.")] = Format.text,
    to: Annotated[Path | None, typer.Option(help="Write to this file instead.")] = None,
    by: AskedBy = "",
) -> None:
    """Every claim of a study with what supports and contradicts it.

    Of a study of real people it waits in the release room, and nothing is written.
    """
    start(context.obj)
    from seedbed.cli.show import report_text
    from seedbed.record.reading import shown

    held = study_here(study)
    asker = who_asks(held, by)
    with shown(asker):
        said = report_text(asker, held, str(form), today=date.today())
    if held.kind == "real":
        from seedbed.publish.room import ask_for_report

        asked = ask_for_report(by=asker, study=held, form=str(form), text=said, today=date.today())
        tell_waiting(asked)
    elif to is None:
        sys.stdout.write(said)
    else:
        to.write_text(said, encoding="utf-8")
        out.print(f"Wrote {to}.", markup=False)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.")] = 8000,
    worker: Annotated[bool, typer.Option(help="Start a worker for jobs beside it.")] = True,
) -> None:
    """Serve the pages, with a worker for jobs beside them."""
    start(context.obj)
    from seedbed.cli.server import serve_pages

    said = f"Serving http://{host}:{port}"
    serve_pages(host, port, worker=worker, said=lambda: out.print(said))


app.command("load-statistics")(load_statistics)
app.command("check-claim")(check_claim)
app.command("look-qdpx")(look_qdpx)
for of_studies in (new, check, load, export, gate, member, withdraw, releases):
    app.command()(of_studies)
app.command("release-out")(release_out)
for keeping in (backup, restore, doctor, work):
    app.command()(keeping)
