"""Finds the first action in a hint, and does what a reader would do: types the command, edits the configuration, changes
the environment or the options of doctor."""

import re
import shlex
from dataclasses import dataclass

PROGRAMS = (
    "spiffe-aws|spire-server|spire-agent|systemctl|sudo|timedatectl|chronyc|chmod|setfacl|usermod|aws|curl|unset|export|kill")
COMMAND = re.compile(
    r"(?:\b(?:run|with|type|execute)\b[^:;\n]{0,60}: |\brun )(?=(?:sudo |[A-Z_]+=\S+ )?(?:" + PROGRAMS + r")\b)(.*)", re.S)
BEHIND = re.compile(
    r"[,.]? (?:or|and then) (?:run|on|to|with|ask)\b|, (?:which|as|then|and|or|to)\b| \((?:as|on|by|with) ")
"""The sentence behind a command."""
EDIT = re.compile(
    r"\b(?:set|change|remove|add|correct)\b[^;\n]*?\b(jwt_issuer|disable_jwt_svids|jwks_uri|server_address|address)\b"
    r"(?:[^;\n=]*?(?:=|\bto\b)\s*(\"[^\"]*\"|https?://[^\s;,]+|true\b|false\b))?")
UNSET = re.compile(r"\bunset ([A-Z][A-Za-z_]+)")
EXPORT = re.compile(r"\b(?:export|set) ([A-Z][A-Z_]+)\s*(?:=|to)\s*(\"[^\"]*\"|\S+)")
FIRST_WORD = re.compile(r"(?:\"[^\"]*\"|'[^']*'|[^\s,;\"'])+")
NO_PROXY = re.compile(r"\badd (\S+) to NO_PROXY")
OPTION = re.compile(r"\b(?:add|specify|use|with|pass)\b[^;\n]*?(--[a-z][a-z0-9-]*)(?:[ =]([^\s;,]+))?")
PLACEHOLDER = re.compile(
    r"(?<![\w/.:-])(?:TYPE:VALUE|ID|URL|ISSUER-URL|ROLE|ARN|ACCOUNT|NAME|HINT|AUDIENCE|BUCKET|PREFIX|SELECTOR|SOCKET)(?![\w/:-])"
    r"|\[--|<[a-z][a-z -]*>|…|\.\.\.")
MACHINE = re.compile(r"\b(systemctl|timedatectl|chronyc)\b")


@dataclass
class Action:
    """@param kind command, machine (of the service manager or clock), edit, unset, export or option"""

    kind: str
    text: str
    key: str = ""
    value: str | None = None


def clauses(hint):
    """The alternatives of a hint: they are separated by `; ` outside quotes, or are lines."""
    found, current, quote = [], "", ""
    for character in hint:
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"" and (current[-1:] in " =:(" or not current):  # not an apostrophe
            quote = character
        if character == "\n" or (character == ";" and not quote):
            found.append(current)
            current = ""
        else:
            current += character
    return [each.strip() for each in [*found, current] if each.strip()]


def actions(hint):
    """Returns the actions in the order of the text."""
    return [action for clause in clauses(hint) if (action := of(clause)) is not None]


def steps(hint):
    """Returns the first action, and those that follow it in clauses with `then`."""
    found = []
    for clause in clauses(hint):
        action = of(clause)
        if found and not (action and clause.startswith("then ")):
            break
        found += [action] if action else []
    return found


def of(clause):
    command = COMMAND.search(clause)
    if command:
        text = BEHIND.split(command[1].strip())[0].strip("` ")
        unset = UNSET.match(text)
        if unset:
            return Action("unset", clause, unset[1])
        if text.startswith("export "):
            key, _, value = text.removeprefix("export ").partition("=")
            return Action("export", clause, key, shlex.split(FIRST_WORD.match(value)[0])[0])
        return Action("machine" if MACHINE.search(text) else "command", text)
    if re.match(r"\s*(sudo |[A-Z_]+=\S+ )?spiffe-aws ", clause):
        return Action("command", clause)
    for pattern, kind in ((EDIT, "edit"), (UNSET, "unset"), (NO_PROXY, "no-proxy"), (EXPORT, "export"), (OPTION, "option")):
        found = pattern.search(clause)
        if found:
            value = found[2] if found.lastindex and found.lastindex > 1 else None
            return Action(kind, clause, found[1], value)
    return None


def incomplete(hint):
    """Returns the placeholders in the commands of a hint."""
    found = [action.text if action.kind == "command" else action.value or "" for action in actions(hint)]
    return [placeholder for text in found for placeholder in PLACEHOLDER.findall(text)]


def perform(chain, action):
    """Does it as the operator, and returns what happened, for the report."""
    if action.kind == "command":
        return typed(chain, action.text)
    if action.kind == "machine":
        return machine(chain, action.text)
    if action.kind == "edit":
        return edited(chain, action)
    if action.kind == "unset":
        chain.without.add(action.key)
    elif action.kind == "no-proxy":
        chain.variables["NO_PROXY"] = action.key
    elif action.kind == "export":
        exported(chain, action.key, action.value.rstrip(",").strip('"'))
    else:
        with_option(chain, action.key, action.value)
        for name, value in further(action.text, action.key):
            with_option(chain, name, value)
    return f"{action.kind}: {action.key} {action.value or ''}"


def exported(chain, name, value):
    if name == "AWS_ROLE_ARN":
        chain.role = value
    else:
        chain.variables[name] = value
        chain.without.discard(name)


def with_option(chain, name, value):
    """Adds an option of doctor, or replaces it."""
    if name == "--role":
        chain.role = value
        return
    if name in chain.options:
        at = chain.options.index(name)
        del chain.options[at:at + (2 if value else 1)]
    chain.options += [name, value] if value else [name]


def further(clause, first):
    """The options behind the first one of a clause: `specify --a X --b Y`."""
    behind = clause.partition(first)[2]
    return re.findall(r"^(?: \S+)? (--[a-z-]+) ([^\s;,]+)", behind)


def typed(chain, text):
    if shlex.split(text)[:2] == ["spiffe-aws", "doctor"]:
        return again_with(chain, shlex.split(text)[2:])
    answer = chain.run("operator", ["sh", "-c", text.removeprefix("sudo ")], root=text.startswith(("sudo ", "aws ")))
    return f"exit {answer.returncode}: {(answer.stderr or answer.stdout).strip()[-300:]}"


def again_with(chain, words):
    """The hint is a doctor command: its options replace those of the former one. It has the same form of output, which
    the harness adds to each doctor command."""
    chain.options = []
    while words:
        name = words.pop(0)
        if name == "--role":
            chain.role = words.pop(0)
        elif name == "-o":
            words.pop(0)
        else:
            chain.options.append(name)
    return "doctor with other options"


def machine(chain, text):
    """This machine has no service manager: a unit is started by its name, and a clock that is set is right."""
    if "timedatectl" in text or "chronyc" in text:
        chain.undo.close()
        return "the clock is set"
    for unit, name in (("agent", "agent"), ("oidc", "provider"), ("server", "server")):
        if unit in text:
            chain.servers.restart(*(["server", "agent"] if name == "server" else [name]))
            return f"{name} restarted"
    return f"no such unit: {text}"


def edited(chain, action):
    """Edits the file that the hint names next to the key: that of the discovery provider or of the server."""
    server = place(action.text[action.text.index(action.key):]) or place(action.text) or "server"
    before = chain.servers.read(server)
    removed = re.search(rf"\bremove\b[^;\n]*\b{action.key}\b", action.text)
    if action.value is None and not removed:
        raise ValueError(f"it names no value for {action.key}")
    value = f'"{action.value}"' if (action.value or "").startswith("http") else action.value
    chain.servers.set(server, action.key, None if removed else value)
    if chain.servers.read(server) == before:
        return f"the edit of {server}'s {action.key} changed nothing"
    chain.servers.restart(*(["server", "agent", "provider"] if server == "server" else ["provider"]))
    return f"{server}: {action.key} = {action.value}"


def place(text):
    """Returns which of the two programs the text mentions first, or None."""
    found = {
        name: match.start() for name, pattern in (
            ("provider", r"discovery[ -]provider|\boidc\.conf"), ("server", r"SPIRE server|spire-server|\bserver\.conf"))
        if (match := re.search(pattern, text, re.I))}
    return min(found, key=found.get, default=None)
