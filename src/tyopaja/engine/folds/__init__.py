"""Folds: what changes in the state by each event, and which events would take it back. A module for each thing that
they are about, a table in each."""
