"""Who looked, and what shows that the record of it is whole."""

OWN_PAGES = ["record:checkpoints"]
NOT_PAGES = {
    "record:checkpoint": "a file",
    "record:extends": "a file",
    "record:key": "a line of text, for anybody",
}
