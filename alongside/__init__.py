"""Alongside: the learning system of an alliance of public services."""
