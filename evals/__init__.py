"""How right the answers are, and what a change did to them."""
