"""Scene to tokens: render, tokenise once, project spans, lower targets."""
