"""``serve`` and ``worker``: the web server, and the process that carries out what is due after a commit."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys

import click

from workflow_app.cli.common import database_errors, refuse_other_schema, settings
from workflow_app.cli.setup import build_fonts
from workflow_app.cli.supervise import run_together
from workflow_app.config import Settings, make_data_dir, secret_key, shift_out
from workflow_app.errors import NotConfigured

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)

parent = click.option("--parent", type=int, hidden=True, help="เลขโปรเซสที่เปิดโปรเซสนี้")


@click.command()
@click.option("--no-worker", is_flag=True, help="ไม่เปิดตัวทำงานเบื้องหลังในเครื่องนี้ (เรียก worker แยกต่างหาก)")
@parent
def serve(*, no_worker: bool, parent: int | None) -> int:
    """เปิดเว็บที่ HOST:PORT; บน SQLite เปิดตัวทำงานเบื้องหลังให้ด้วย"""
    chosen = _checked()
    end_with(parent)
    if no_worker or not chosen.on_sqlite:
        build_fonts(chosen)
        _serve_web(chosen)
        return 0
    click.echo(f"เปิดระบบที่ {address(chosen)} (กด Ctrl-C เพื่อหยุด)")
    # A day in CLOCK_SHIFT is counted once: a worker started again after midnight keeps the server's clock.
    os.environ["CLOCK_SHIFT"] = shift_out(chosen.clock_shift)
    command = [sys.executable, "-m", "workflow_app.cli"]
    mine = ["--parent", str(os.getpid())]
    return run_together(
        essential=[*command, "serve", "--no-worker", *mine], helper=[*command, "worker", *mine]
    )


@click.command()
@parent
def worker(*, parent: int | None) -> None:
    """เปิดตัวทำงานเบื้องหลัง: ทำ PDF และงานที่ค้างอยู่"""
    chosen = settings()
    make_data_dir(chosen)
    end_with(parent)
    refuse_other_schema(chosen)
    build_fonts(chosen)
    from workflow_app.jobs.queue import work

    with database_errors():
        work(chosen)


def _checked() -> Settings:
    """Settings with which a server can start. Raises NotConfigured naming what stands against it."""
    chosen = settings()
    secret_key(chosen)
    make_data_dir(chosen)
    refuse_other_schema(chosen)
    refuse_taken_port(chosen)
    return chosen


def refuse_taken_port(chosen: Settings) -> None:
    """Raises NotConfigured when HOST:PORT cannot be listened on: the server itself would only retry and give up."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            chosen.host, chosen.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(where)
    except OSError as problem:
        told = f"เปิดเว็บที่ {chosen.host}:{chosen.port} ไม่ได้ ({problem.strerror}) ให้กำหนด HOST หรือ PORT เป็นค่าอื่น"
        raise NotConfigured(told) from problem


def address(chosen: Settings) -> str:
    """The address to type into a browser on this machine."""
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    return f"http://{host}:{chosen.port}/"


def end_with(parent: int | None) -> None:
    """Ask the kernel to stop this process when its ``parent`` is gone, however that one ended.

    Without it a killed server would leave its worker behind, and the next one would start a second.
    """
    if parent is None or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != parent:  # it was gone before we could ask
        sys.exit(0)


def _serve_web(chosen: Settings) -> None:
    """Serve the pages with threads in one process until a signal ends it."""
    from gunicorn.app.base import BaseApplication

    from workflow_app import create_app

    # Made before the serving process is, so that what stands against it is told in one line.
    application = create_app(chosen)

    class Server(BaseApplication):
        """The library is configured by overriding these two methods; it has no other door."""

        def load_config(self) -> None:
            """Hand over our settings."""
            for name, value in server_options(chosen).items():
                self.cfg.set(name, value)

        def load(self) -> object:
            """The application to serve."""
            return application

    Server().run()


def server_options(chosen: Settings) -> dict[str, object]:
    """What the web server is told: one process, because SQLite has one writer and threads share its cache."""
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    return {
        "bind": f"{host}:{chosen.port}",
        "workers": 1,
        "threads": chosen.web_threads,
        "worker_class": "gthread",
        "graceful_timeout": 20,
        "accesslog": None,
        "loglevel": "warning",
        "proc_name": "workflow-app",
        "control_socket_disable": True,
    }
