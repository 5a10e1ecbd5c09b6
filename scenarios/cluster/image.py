"""Makes a container image without a registry or a container engine: an archive that `ctr images import` reads.

    image.py ARCHIVE IMAGE [OPTION]... [PROGRAM=PATH]...

PROGRAM=PATH         a file of this machine and its path in the image, with the shared libraries that it requires,
                     unless the image has a tree
--tree DIR           copy the content of the directory to the root directory of the image (repeatable)
--entrypoint WORDS   program that the image runs, and its first arguments
--user UID           user and group of the program
--env NAME=VALUE     variable of the program (repeatable)

Owners, modes and symbolic links of trees are kept. Each tree, and all programs together, are a layer."""

import argparse
import hashlib
import io
import json
import os
import re
import shlex
import subprocess
import tarfile
import tempfile

SEARCH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def main():
    given = arguments()
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(given.archive))) as folder:
        layers = [layer_of_tree(tree, f"{folder}/{number}") for number, tree in enumerate(given.tree)]
        if given.programs:
            layers.append(layer_of_programs(given.programs, not given.tree, f"{folder}/programs"))
        write(given, layers)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive")
    parser.add_argument("image")
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--tree", action="append", default=[])
    parser.add_argument("--entrypoint", type=shlex.split, default=[])
    parser.add_argument("--user", default="0")
    parser.add_argument("--env", action="append", default=[])
    return parser.parse_intermixed_args()


def layer_of_tree(tree, path):
    with tarfile.open(path, "w") as layer:
        layer.add(os.path.realpath(tree), "", filter=lambda item: None if re.match("(proc|sys|dev)/.", item.name) else item)
    return path


def layer_of_programs(programs, alone, path):
    files = {}
    for program in programs:
        source, target = program.split("=")
        files[target] = source
        files.update({library: library for library in libraries(source)} if alone else {})
    with tarfile.open(path, "w") as layer:
        # a program that writes temporary files requires the directory
        folders = {"tmp": 0o1777} if alone else {}
        for target in files:
            above = os.path.dirname(target.strip("/"))
            while above:
                folders.setdefault(above, 0o755)
                above = os.path.dirname(above)
        for folder in sorted(folders):
            item = tarfile.TarInfo(folder)
            item.type, item.mode = tarfile.DIRTYPE, folders[folder]
            layer.addfile(item)
        for target, source in files.items():
            item = layer.gettarinfo(os.path.realpath(source), target.strip("/"))
            item.mode, item.uid, item.gid = 0o755 if os.access(source, os.X_OK) else 0o644, 0, 0
            with open(source, "rb") as content:
                layer.addfile(item, content)
    return path


def libraries(program):
    """Returns the paths of the shared libraries, and of their loader."""
    said = subprocess.run(["ldd", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return re.findall(r"(/\S+) \(0x", said)


def write(given, layers):
    digests = []
    for layer in layers:
        with open(layer, "rb") as content:
            digests.append(hashlib.file_digest(content, "sha256").hexdigest())
    config = {
        "architecture": "amd64", "os": "linux",
        "config": {"Entrypoint": given.entrypoint, "User": f"{given.user}:{given.user}", "Env": [SEARCH, *given.env]},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}" for digest in digests]}}
    names = [f"{digest}.tar" for digest in digests]
    manifest = [{"Config": "config.json", "RepoTags": [given.image], "Layers": names}]
    with tarfile.open(given.archive, "w") as archive:
        for name, content in ("manifest.json", manifest), ("config.json", config):
            data = json.dumps(content).encode()
            item = tarfile.TarInfo(name)
            item.size = len(data)
            archive.addfile(item, io.BytesIO(data))
        for name, layer in zip(names, layers):
            archive.add(layer, name)


if __name__ == "__main__":
    main()
