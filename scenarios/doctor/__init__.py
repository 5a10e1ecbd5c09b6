"""Modules of `prove-doctor`: a real chain, breaks that are injected into it, and a judge of what doctor prints."""
