"""Shared blocks put into positions: includes, variants, parameters; the fingerprint of what comes out."""
