#!/usr/bin/python3
"""Finds what a person would find in the program's window, through the accessibility tree (AT-SPI).

accessible.py find NAME [ROLE]   waits up to 15 s for a visible, enabled element with that accessible name and prints
                                 its screen rectangle as JSON {x, y, width, height, role}; exit code 1 if it does not come
accessible.py texts              prints every visible text, one a line
"""
import json
import sys
import time

import pyatspi

APPLICATION = "proscenium"


def applications():
    desktop = pyatspi.Registry.getDesktop(0)
    return [app for app in desktop if app is not None and APPLICATION in (app.name or "").lower()]


def walk(node):
    yield node
    for child in node:
        if child is not None:
            yield from walk(child)


def visible(node):
    states = node.getState()
    return states.contains(pyatspi.STATE_SHOWING) and states.contains(pyatspi.STATE_VISIBLE)


def windows():
    """Every window of the program, dialogs first: what is in front is what a person clicks."""
    found = [window for app in applications() for window in app if window is not None]
    return sorted(found, key=lambda window: window.getRoleName() != "dialog")


def find(name, role):
    for window in windows():
        for node in walk(window):
            try:
                if node.name == name and visible(node) and node.getState().contains(pyatspi.STATE_ENABLED) \
                        and (role is None or node.getRoleName() == role):
                    box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
                    if box.width > 0 and box.height > 0:
                        return {"x": box.x, "y": box.y, "width": box.width, "height": box.height,
                                "role": node.getRoleName()}
            except (NotImplementedError, RuntimeError):
                continue
            except Exception:  # the element went away while we looked at it
                continue
    return None


def main():
    if sys.argv[1] == "texts":
        for app in applications():
            for node in walk(app):
                if visible(node) and node.name:
                    print(node.getRoleName() + ": " + node.name)
        return 0
    role = sys.argv[3] if len(sys.argv) > 3 else None
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        found = find(sys.argv[2], role)
        if found:
            print(json.dumps(found))
            return 0
        time.sleep(0.1)
    print("not found: " + sys.argv[2], file=sys.stderr)
    return 1


sys.exit(main())
