"""Many documents → an index: parsed by several processes, resumed after an interruption."""
