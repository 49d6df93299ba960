"""What a page puts into the blocks of the page it extends, for a page put together from them."""

from typing import Any

from django.template import Context, Engine
from django.template.loader_tags import ExtendsNode
from django.utils.safestring import SafeString


def blocks_of(name: str, context: dict[str, Any]) -> dict[str, SafeString]:
    """Each block of a template by its name, without a request: nobody's in particular."""
    page = Engine.get_default().get_template(name)
    extends = next(node for node in page.nodelist if isinstance(node, ExtendsNode))
    whole = Context(context)
    with whole.render_context.push_state(page), whole.bind_template(page):
        return {name: block.render(whole) for name, block in extends.blocks.items()}
