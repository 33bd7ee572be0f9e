"""One module for each format a wire may come in; each has `read`, from bytes to stories and failures."""
