"""Rotation of the CA of the sandbox's SPIRE server."""


def prove(chain):
    return iter(())
