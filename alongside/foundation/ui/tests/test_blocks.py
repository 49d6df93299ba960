from alongside.foundation.ui.blocks import blocks_of


def test_each_block_of_a_page_is_there_by_its_name() -> None:
    parts = blocks_of("ui/life.html", {})
    assert "<h1>" in parts["heading"]
    assert "<html" not in "".join(parts.values())
