"""
Who may read what, as an engine that is not ours says it: OpenFGA, from the same made-up world.

``access.fga`` is the policy in its language, ``worlds`` makes up worlds and lives them by the
house's own verbs, ``engine`` asks.
"""
