"""The rules, one module per kind of fact: each takes a Reading and adds to it, in the order of loaders/extract.py."""
