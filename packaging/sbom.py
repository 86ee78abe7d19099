#!/usr/bin/env python3
"""Writes the bill of materials of the two programs (CycloneDX 1.5, https://cyclonedx.org/docs/1.5/json/) to standard output.

Usage: packaging/sbom.py BUILD_FOLDER VERSION

Every library that a program links (NEEDED) is looked up with dpkg and must be in packaging/components.json, which has the licences; what is not
linked but loaded, started or compiled in comes from that table alone. SOURCE_DATE_EPOCH makes the result the same each time.
"""
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ("proscenium", "proscenium-room")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def packages_of(program):
    """The Debian packages (name, version, source) that hold what `program` links directly."""
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "-d", str(program)))
    places = dict(re.findall(r"^\s*(\S+) => (\S+)", output("ldd", str(program)), re.MULTILINE))
    found = set()
    for library in needed:
        if library.startswith("ld-linux"):
            continue  # part of the C library, which is linked anyway
        # ldd names a path through the link /lib, dpkg the one below /usr; older packages the other way round.
        real = os.path.realpath(places[library])
        owner = subprocess.run(["dpkg-query", "-S", real, real.removeprefix("/usr")], capture_output=True, text=True).stdout
        if not owner:
            sys.exit(f"sbom.py: no package has {library} ({real})")
        name = owner.split(": ")[0].split(",")[0]
        found.add(tuple(output("dpkg-query", "-W", "-f=${Package}\t${Version}\t${source:Package}", name).split("\t")))
    return found


def installed(source):
    """The packages of a Debian source package that are installed, with their versions."""
    lines = output("dpkg-query", "-W", "-f=${db:Status-Status}\t${Package}\t${Version}\t${source:Package}\n").splitlines()
    rows = (line.split("\t") for line in lines)
    return sorted((row[1], row[2], row[3]) for row in rows if row[0] == "installed" and row[3] == source)


def entry(component, package, distribution):
    name, version, source = package
    return {
        "type": "application" if component["used"] == "separate program" else "library",
        "bom-ref": f"{name}@{version}",
        "name": name,
        "version": version,
        "description": component["name"],
        "licenses": [{"expression": component["licence"]}],
        "purl": f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A')}?distro={distribution}&upstream={source}",
        "externalReferences": [{"type": "website", "url": component["homepage"]}],
        "properties": [{"name": "proscenium:used", "value": component["used"]}],
    }


def main():
    build, version = pathlib.Path(sys.argv[1]), sys.argv[2]
    table = json.loads((ROOT / "packaging/components.json").read_text())["components"]
    by_source = {source: component for component in table for source in component["debianSources"]}
    release = dict(re.findall(r'^(\w+)="?([^"\n]*)', pathlib.Path("/etc/os-release").read_text(), re.MULTILINE))
    distribution = f"debian-{release.get('VERSION_ID', 'sid')}"
    linked = {program: packages_of(build / "app" / program) for program in PROGRAMS}
    entries, depends = {}, {program: set() for program in PROGRAMS}
    for program, packages in linked.items():
        for package in packages:
            if package[2] not in by_source:
                sys.exit(f"sbom.py: {program} links {package[0]}, whose source {package[2]} is not in packaging/components.json")
            found = entry(by_source[package[2]], package, distribution)
            entries[found["bom-ref"]] = found
            depends[program].add(found["bom-ref"])
    for component in table:
        if component["used"] == "linked":
            continue
        for source in component["debianSources"]:
            for package in installed(source):
                found = entry(component, package, distribution)
                entries.setdefault(found["bom-ref"], found)
                for program in component["programs"]:
                    depends[program].add(found["bom-ref"])
    moment = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.timezone.utc)
    own = [{"type": "application", "bom-ref": f"{name}@{version}", "name": name, "version": version, "licenses": [{"expression": "Apache-2.0"}]}
           for name in PROGRAMS]
    components = own + [entries[ref] for ref in sorted(entries)]
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(components, sort_keys=True))}",
        "version": 1,
        "metadata": {
            "timestamp": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "bom-ref": f"Proscenium@{version}", "name": "Proscenium", "version": version,
                          "licenses": [{"expression": "Apache-2.0"}]},
        },
        "components": components,
        "dependencies": [{"ref": f"Proscenium@{version}", "dependsOn": [item["bom-ref"] for item in own]}]
        + [{"ref": f"{name}@{version}", "dependsOn": sorted(depends[name])} for name in PROGRAMS],
    }
    json.dump(bom, sys.stdout, indent=2, sort_keys=True, ensure_ascii=False)
    print()


main()
