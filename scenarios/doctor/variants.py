"""Healthy chains of every shape, on which doctor must have no failed check."""

from dataclasses import dataclass

from doctor.chain import AUDIENCE, HOST, ID, ISSUER, PROVIDER, WEB, statement
from doctor.judge import READERS

ALL = ("operator", "operator-without-server", "workload")


@dataclass
class Variant:
    """@param prepare function of the chain"""

    name: str
    prepare: callable
    readers: tuple = READERS


VARIANTS = [
    Variant("healthy", lambda chain: None, ALL),
]
