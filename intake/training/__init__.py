"""The training of the line recogniser on made-up lines; needs the packages of `requirements-training.lock`."""
