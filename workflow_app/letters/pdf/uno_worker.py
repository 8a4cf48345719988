"""Keeps one soffice and turns docx files into PDFs; run by the system's python3, which has the UNO bridge.

Started as ``python3 uno_worker.py SOFFICE PROFILE``; imports nothing of this package. One JSON object a line:
in ``{"source": path, "target": path, "thai_pages": bool}``, out ``{"ready": true}`` once and then
``{"error": null | text}`` for each request. It is the leader of its process group: whoever kills the group
ends soffice too, and it kills the group itself when its parent is gone.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from typing import Any

import uno

PropertyValue = uno.getClass("com.sun.star.beans.PropertyValue")
NoConnectException = uno.getClass("com.sun.star.connection.NoConnectException")
UnoException = uno.getClass("com.sun.star.uno.Exception")

NATIVE_NUMBERING = 12
"""com.sun.star.style.NumberingType.NATIVE_NUMBERING: the digits of the number's own language."""


def main(soffice: str, profile: str) -> None:
    """Start soffice, say that it is ready, and answer requests until standard input ends."""
    threading.Thread(target=_die_with_parent, args=(os.getppid(),), daemon=True).start()
    try:
        desktop = _desktop(soffice, profile)
        _say({"ready": True})
        for line in sys.stdin:
            _say({"error": _attempt(desktop, json.loads(line))})
    finally:
        os.killpg(0, signal.SIGKILL)


def _die_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.25)
    os.killpg(0, signal.SIGKILL)


def _say(answer: dict[str, object]) -> None:
    print(json.dumps(answer), flush=True)


def _desktop(soffice: str, profile: str) -> Any:
    """A soffice of our own on a named pipe that nobody else can guess; waits until it listens."""
    pipe = f"pipe,name=letters{uuid.uuid4().hex};urp;"
    office = subprocess.Popen(
        [soffice, f"-env:UserInstallation={uno.systemPathToFileUrl(profile)}", f"--accept={pipe}",
         "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False,
    )  # fmt: skip
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while office.poll() is None:
        try:
            context = resolver.resolve(f"uno:{pipe}StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.05)
            continue
        return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit(f"soffice ended with {office.returncode}")


def _attempt(desktop: Any, request: dict[str, Any]) -> str | None:
    """What LibreOffice said against the file, or None. A lost soffice ends this process instead."""
    try:
        _convert(desktop, request)
    except UnoException as error:
        _end_if_lost(desktop)
        return f"{type(error).__name__}: {error}"
    return None


def _end_if_lost(desktop: Any) -> None:
    try:
        desktop.getCurrentFrame()
    except UnoException:
        os.killpg(0, signal.SIGKILL)


def _convert(desktop: Any, request: dict[str, Any]) -> None:
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(request["source"]),
        "_blank",
        0,
        # Never look the type up, run a macro, or refresh a link: the file says nothing about how it is read.
        _properties(
            FilterName="MS Word 2007 XML", Hidden=True, ReadOnly=True, MacroExecutionMode=0, UpdateDocMode=0
        ),
    )
    if document is None:
        raise UnoException("the file was not loaded", None)
    try:
        if request["thai_pages"]:
            _number_pages_in_thai(document)
        document.storeToURL(
            uno.systemPathToFileUrl(request["target"]),
            _properties(FilterName="writer_pdf_Export", Overwrite=True),
        )
    finally:
        document.close(True)


def _properties(**values: object) -> tuple[Any, ...]:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def _number_pages_in_thai(document: Any) -> None:
    """The docx's own wish (``thaiNumbers``) is imported as 1, 2. A page field has the digits of its page style."""
    styles = document.StyleFamilies.getByName("PageStyles")
    for name in styles.getElementNames():
        styles.getByName(name).NumberingType = NATIVE_NUMBERING
    document.TextFields.refresh()


if __name__ == "__main__":
    main(*sys.argv[1:3])
