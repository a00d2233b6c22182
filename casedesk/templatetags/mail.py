"""What screens say of an address of e-mail."""

from django import template

from letters import addresses

register = template.Library()


@register.filter
def doubt(address: str) -> str:
    """Say why an address cannot be right, or ask whether it was meant; empty where neither."""
    return (addresses.problem(address) or addresses.question(address)) if address else ""
