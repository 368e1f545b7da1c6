"""Composition root: settings, addresses, navigation, page frame and assets; imports everybody, imported by nobody."""
