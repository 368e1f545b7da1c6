"""Composition root: settings, addresses, navigation, page frame and assets. Imports everybody, is imported by nobody."""
