"""The rules, one module per kind of fact. Each takes a Reading and adds to it; the order matters and is written in extract.py."""
